import Market
import Operations
import Platform
import Store
import TestKit
import Testing
import Web

@Suite("Gap scanner and VWAP service over HTTP", .timeLimit(.minutes(2)))
struct GapEndpointsTests {
    /// Answers with what it was asked.
    private struct Echo: ShareLevelsService {
        let today = CivilDate(dayNumber: 20_000)

        func scan(_ date: CivilDate?, minimum: Double?) async throws -> GapAnswer {
            if minimum == 1 {
                return GapAnswer(
                    date: date ?? today,
                    previousDate: nil,
                    results: [
                        .init(SecID("A"), previousClose: 1, open: 3, gap: 2, split: "1:100"),
                        .init(SecID("B"), previousClose: 1, open: 2, gap: 1, dividend: 33.3),
                    ],
                    notes: ["dividends of A are not known"]
                )
            }
            if minimum == 9 { throw ShareLevelsError(.unavailable, "the exchange is silent") }
            return GapAnswer(
                date: date ?? today,
                previousDate: nil,
                results: [.init(SecID("SBER"), previousClose: 100, open: 110, gap: minimum ?? 0.1)]
            )
        }

        func vwap(_ secid: SecID, _ date: CivilDate?) async throws -> LevelsAnswer {
            if secid.text == "NONE" { throw ShareLevelsError(.unknownShare, "no share NONE") }
            return LevelsAnswer(secid, date: date ?? today, levels: nil)
        }
    }

    @Test("the scan has the seed's form")
    func scan() async throws {
        try await ServedObservability.run(shares: Echo()) { base, client in
            let answer = try await client.send(HTTPRequest(url: base + "/scan?min_gap=0.25&date=2023-11-06"))
            #expect(answer.status == 200)
            #expect(answer.header("Content-Type")?.hasPrefix("application/json") == true)
            let result = #"{"ticker":"SBER","uid":"MOEX:TQBR:SBER","prev_close":100,"open":110,"gap":0.25}"#
            #expect(answer.text == #"{"count":1,"results":[\#(result)]}"#)
            #expect(try await client.send(HTTPRequest(url: base + "/scan")).status == 200)
            let marked = try JSON.parse(try await client.send(HTTPRequest(url: base + "/scan?min_gap=1")).body)
            #expect(marked["results"]?.array?.map { $0["split"] } == ["1:100", nil])
            #expect(marked["results"]?.array?.map { $0["dividend"] } == [nil, .double(33.3)])
            #expect(marked["notes"] == ["dividends of A are not known"])
        }
    }

    @Test(
        "levels are asked for by POST, by GET with a body and by GET with a query",
        arguments: ["POST", "GET", "query"]
    )
    func levels(_ way: String) async throws {
        try await ServedObservability.run(shares: Echo()) { base, client in
            let body = Array(#"{"ticker":"sber","uid":"e6123145","date":"2023-11-06"}"#.utf8)
            let request =
                way == "query"
                ? HTTPRequest(url: base + "/vwap?ticker=sber&date=2023-11-06")
                : HTTPRequest(method: way, url: base + "/vwap", body: .bytes(body, contentType: "application/json"))
            let answer = try await client.send(request)
            #expect(answer.status == 200, "\(answer.text)")
            #expect(answer.text.hasPrefix(#"{"ticker":"SBER","date":"2023-11-06","vwap":null,"#))
        }
    }

    @Test(
        "a wrong question is told what is wrong",
        arguments: [
            ("/scan?min_gap=ten", nil, 400, "min_gap: 'ten'"), ("/scan?min_gap=nan", nil, 400, "min_gap: 'nan'"),
            ("/scan?date=6.11.2023", nil, 400, "date: '6.11.2023'"), ("/scan?min_gap=9", nil, 502, "silent"),
            ("/vwap", nil, 400, "ticker"), ("/vwap", "[1]", 400, "the body is not"),
            ("/vwap", "<html>", 400, "not JSON"), ("/vwap", #"{"ticker":5}"#, 400, "ticker"),
            ("/vwap", #"{"ticker":"A B"}"#, 400, "ticker"), ("/vwap", #"{"ticker":"A","date":7}"#, 400, "date"),
            ("/vwap", #"{"ticker":"NONE"}"#, 404, "no share NONE"),
        ] as [(String, String?, Int, String)]
    )
    func mistakes(_ path: String, _ body: String?, _ status: Int, _ words: String) async throws {
        try await ServedObservability.run(shares: Echo()) { base, client in
            let sent = body.map { HTTPBody.bytes(Array($0.utf8), contentType: "application/json") }
            let answer = try await client.send(HTTPRequest(url: base + path, body: sent))
            #expect(answer.status == status)
            let error = try JSON.parse(answer.body)["error"]?.string
            #expect(error?.contains(words) == true, "\(answer.text)")
        }
    }

    @Test("a body that is too large is refused, and another method too")
    func refusals() async throws {
        try await ServedObservability.run(shares: Echo()) { base, client in
            let large = HTTPBody.bytes([UInt8](repeating: 0x20, count: 1 << 20), contentType: "application/json")
            let refused = try await client.send(HTTPRequest(url: base + "/vwap", body: large))
            #expect(refused.status == 413)
            let unknown = try await client.send(HTTPRequest(method: "DELETE", url: base + "/vwap"))
            #expect(unknown.status == 405)
        }
    }
}
