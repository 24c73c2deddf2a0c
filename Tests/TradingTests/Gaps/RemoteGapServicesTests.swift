import Market
import Platform
import Store
import TestKit
import Testing
import Trading

@Suite("Other gap and VWAP services", .timeLimit(.minutes(2)))
struct RemoteGapServicesTests {
    private struct NoServices: GapServices {
        func gaps(minimum: Double, on date: CivilDate) -> [GapFinding] { [] }
        func levels(of gap: GapFinding, on date: CivilDate) -> LevelsFinding? { nil }
    }

    private static let date = CivilDate(dayNumber: 20_000)
    private static let gap = GapFinding(ticker: "CHMK", uid: "u-1", gap: 0.0384)

    /// Services at a real server that answers what is given, for the body of a test.
    private func asking(
        _ answer: @escaping @Sendable (WebRequest) async -> WebResponse,
        _ body: (RemoteGapServices, String) async throws -> Void
    ) async throws {
        let server = try WebServer(handler: answer)
        let http = HTTPClient()
        let services = RemoteGapServices(
            scannerURL: server.baseURL + "/scan",
            levelsURL: server.baseURL + "/vwap",
            builtIn: NoServices(),
            http: http,
            timeout: .milliseconds(700)
        )
        try await body(services, server.baseURL)
        await http.shutdown()
        await server.stop()
    }

    @Test("the scanner is asked as the seed says, and fields that nobody needs may be there or not")
    func gaps() async throws {
        let asked = Lock<[WebRequest]>([])
        try await asking { request in
            asked.withLock { $0.append(request) }
            return .json(
                #"{"count":2,"results":[{"ticker":"CHMK","uid":"u-1","prev_close":10,"open":11,"gap":0.1,"gap_test":true},"#
                    + #"{"ticker":"A","gap":1}]}"#
            )
        } _: { services, _ in
            let found = try await services.gaps(minimum: 0.1, on: Self.date)
            #expect(
                found == [
                    GapFinding(
                        ticker: "CHMK",
                        uid: "u-1",
                        previousClose: 10,
                        open: 11,
                        gap: 0.1,
                        doubts: [.splits, .dividends]
                    ),
                    GapFinding(ticker: "A", uid: "A", gap: 1, doubts: [.splits, .dividends]),
                ]
            )
        }
        let request = try #require(asked.withLock { $0.first })
        #expect(request.method == "GET" && request.path == "/scan")
        #expect(request.query.map(\.0) == ["min_gap"] && request.queryValue("min_gap") == "0.1")
    }

    @Test("levels are asked for by POST, and by GET of a service that knows no POST", arguments: [404, 405, 501])
    func levels(_ status: Int) async throws {
        let methods = Lock<[String]>([])
        try await asking { request in
            methods.withLock { $0.append(request.method) }
            guard request.method == "GET" else { return .text("no", status: status) }
            let body = String(decoding: request.body, as: UTF8.self)
            guard body == #"{"ticker":"CHMK","uid":"u-1","date":"2024-10-04"}"# else { return .text(body, status: 400) }
            return .json(#"{"vwap":4997.32,"support":4985.11,"resistance":null,"from":"2024-10-04 10:00:00"}"#)
        } _: { services, _ in
            let found = try #require(try await services.levels(of: Self.gap, on: Self.date))
            #expect(found.vwap == 4_997.32 && found.support == 4_985.11 && found.resistance == nil)
            #expect(found.from == MoscowTime.instant("2024-10-04 10:00:00") && found.till == nil)
        }
        #expect(methods.withLock { $0 } == ["POST", "GET"])
    }

    @Test(
        "what is no answer is an error with the address",
        arguments: [
            (WebResponse.text("down", status: 500), GapServiceError.Kind.status, "status 500: down"),
            (.html("<html>Sign in</html>"), .notJSON, "begins with '<html>Sign in</html>'"),
            (.json("[]"), .missingField, "results, a list"),
            (.json(#"{"results":[{"gap":0.1}]}"#), .missingField, "results[0].ticker"),
            (.json(#"{"results":[{"ticker":"A"}]}"#), .missingField, "results[0].gap"),
            (.json(#"{"results":[{"ticker":"A","gap":"0.1"}]}"#), .missingField, "results[0].gap"),
            (.json([UInt8](repeating: 0x20, count: 2 << 20)), .tooLarge, "tooLarge"),
            (.hangUp(.reset), .unreachable, "reset"),
        ] as [(WebResponse, GapServiceError.Kind, String)]
    )
    func broken(_ response: WebResponse, _ kind: GapServiceError.Kind, _ words: String) async throws {
        try await asking { _ in
            response
        } _: { services, base in
            let error = await #expect(throws: GapServiceError.self) {
                try await services.gaps(minimum: 0.1, on: Self.date)
            }
            #expect(error?.kind == kind)
            #expect(error?.detail.hasPrefix("\(base)/scan?min_gap=0.1: ") == true, "\(error?.detail ?? "")")
            #expect(error?.detail.contains(words) == true, "\(error?.detail ?? "")")
        }
    }

    @Test(
        "levels without one of their fields are an error",
        arguments: ["{}", #"{"vwap":1,"support":1}"#, #"{"vwap":"1","support":1,"resistance":1}"#, #"{"vwap":-1}"#]
    )
    func brokenLevels(_ body: String) async throws {
        try await asking { _ in
            .json(body)
        } _: { services, base in
            let error = await #expect(throws: GapServiceError.self) {
                try await services.levels(of: Self.gap, on: Self.date)
            }
            #expect(error?.kind == .missingField && error?.detail.hasPrefix("\(base)/vwap: ") == true)
        }
    }

    @Test("one that never answers is given up; nobody there is told")
    func silent() async throws {
        try await asking { _ in
            await Wakeup().wait(after: 0)
            return .text("")
        } _: { services, _ in
            let error = await #expect(throws: GapServiceError.self) {
                try await services.gaps(minimum: 0.1, on: Self.date)
            }
            #expect(error?.kind == .unreachable && error?.detail.contains("timeout") == true)
        }
        let http = HTTPClient()
        let services = RemoteGapServices(
            scannerURL: "http://127.0.0.1:1/scan",
            levelsURL: nil,
            builtIn: NoServices(),
            http: http
        )
        let error = await #expect(throws: GapServiceError.self) {
            try await services.gaps(minimum: 0.1, on: Self.date)
        }
        #expect(error?.detail.hasPrefix("http://127.0.0.1:1/scan?min_gap=0.1: ") == true)
        #expect(try await services.levels(of: Self.gap, on: Self.date) == nil, "asked of those built in")
        await http.shutdown()
    }
}
