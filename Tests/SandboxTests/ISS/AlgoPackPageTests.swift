import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Embedded AlgoPack")
struct AlgoPackPageTests {
    private static let tradestats = "/iss/datashop/algopack/eq/tradestats.json"

    private func column(_ name: String, of page: JSON, block: String = "data") -> [String] {
        let names = page.at(block, "columns")?.array?.compactMap(\.string) ?? []
        guard let index = names.firstIndex(of: name) else { return [] }
        return (page.at(block, "data")?.array ?? []).compactMap { $0.at(index)?.string }
    }

    @Test("a slot appears when its SYSTIME has come, not before")
    func publication() async throws {
        let fixture = try SandboxFixture("12:05:00")
        let query = [("date", "2024-07-15"), ("latest", "1")]
        #expect(Set(column("tradetime", of: try await fixture.json(Self.tradestats, query))) == ["12:00:00"])
        fixture.clock.advance(by: .seconds(13))
        let page = try await fixture.json(Self.tradestats, query)
        #expect(Set(column("tradetime", of: page)) == ["12:05:00"])
        let stamps = Set(column("SYSTIME", of: page))
        #expect(stamps.count == 1)
        let systime = try #require(stamps.first.flatMap { MoscowTime.instant($0) })
        #expect((10...13).contains(SandboxFixture.at("12:05").duration(to: systime).wholeSeconds))
    }

    @Test(
        "every market and set has its columns and rows",
        arguments: [
            ("eq", "tradestats", 23), ("eq", "orderstats", 26), ("eq", "obstats", 21), ("fx", "tradestats", 27),
            ("fx", "orderstats", 20), ("fx", "obstats", 30), ("fo", "tradestats", 33), ("fo", "obstats", 35),
        ]
    )
    func columns(market: String, dataset: String, count: Int) async throws {
        let fixture = try SandboxFixture()
        let page = try await fixture.json(
            "/iss/datashop/algopack/\(market)/\(dataset).json",
            [("date", "2024-07-15"), ("latest", "1")]
        )
        let names = page.at("data", "columns")?.array?.compactMap(\.string) ?? []
        #expect(names.count == count)
        #expect(page.at("data", "metadata", "tradetime", "type") == "time")
        let rows = page.at("data", "data")?.array ?? []
        #expect(!rows.isEmpty)
        #expect(rows.allSatisfy { $0.array?.count == count })
        let secids = column("secid", of: page)
        #expect(secids == secids.sorted())
    }

    @Test("figures agree with each other")
    func figures() async throws {
        let fixture = try SandboxFixture()
        let page = try await fixture.json(
            Self.tradestats,
            [("date", "2024-07-15"), ("latest", "1"), ("iss.json", "extended")]
        )
        let rows = try #require(page.at(1, "data")?.array)
        for row in rows {
            func number(_ name: String) -> Double { row[name]?.double ?? .nan }
            #expect(number("pr_low") <= number("pr_open") && number("pr_open") <= number("pr_high"))
            #expect(number("pr_low") <= number("pr_close") && number("pr_close") <= number("pr_high"))
            #expect(number("pr_low") <= number("pr_vwap") && number("pr_vwap") <= number("pr_high"))
            #expect(number("vol_b") + number("vol_s") == number("vol"))
            #expect(number("trades_b") + number("trades_s") == number("trades"))
            #expect((-1...1).contains(number("disb")))
        }
    }

    @Test("pages of a day join without a gap, up to an empty one")
    func paging() async throws {
        let fixture = try SandboxFixture()
        var start = 0
        var keys: [String] = []
        var total = -1
        while true {
            let page = try await fixture.json(
                Self.tradestats,
                [("date", "2024-07-15"), ("start", String(start)), ("data.columns", "tradetime,secid")]
            )
            let rows = page.at("data", "data")?.array ?? []
            total = Int(page.at("data.cursor", "data", 0, 1)?.int ?? -1)
            if rows.isEmpty { break }
            #expect(rows.count <= 1_000)
            keys += rows.compactMap { row in row.at(0)?.string.map { "\($0) \(row.at(1)?.string ?? "")" } }
            start += rows.count
        }
        #expect(keys.count == total)
        #expect(keys == keys.sorted())
        #expect(Set(keys).count == keys.count)
        #expect(Set(keys.map { $0.prefix(8) }).count == 24)
    }

    @Test("one instrument over two days is the same as its rows in the market's pages")
    func instrument() async throws {
        let fixture = try SandboxFixture()
        let one = try await fixture.json(
            "/iss/datashop/algopack/eq/tradestats/sber.json",
            [("from", "2024-07-12"), ("till", "2024-07-15")]
        )
        #expect(Set(column("secid", of: one)) == ["SBER"])
        #expect(Set(column("tradedate", of: one)) == ["2024-07-12", "2024-07-15"])
        let all = try await fixture.json(Self.tradestats, [("date", "2024-07-15"), ("latest", "1")])
        let row = all.at("data", "data")?.array?.first { $0.at(2) == "SBER" }
        #expect(one.at("data", "data")?.array?.last == row)
    }

    @Test("FUTOI comes newest first with pairs that cancel out")
    func openInterest() async throws {
        let fixture = try SandboxFixture()
        let page = try await fixture.json("/iss/analyticalproducts/futoi/securities.json", [("date", "2024-07-15")])
        let times = column("tradetime", of: page, block: "futoi")
        #expect(times == times.sorted(by: >))
        #expect(times.count == 1_000)
        let asked = try await fixture.json(
            "/iss/analyticalproducts/futoi/securities.json",
            [("date", "2024-07-15"), ("reversed", "1")]
        )
        #expect(column("tradetime", of: asked, block: "futoi") == times)
        let latest = try await fixture.json(
            "/iss/analyticalproducts/futoi/securities/si.json",
            [("date", "2024-07-15"), ("latest", "1"), ("futoi.columns", "ticker,clgroup,pos,systime")]
        )
        let rows = latest.at("futoi", "data")?.array ?? []
        #expect(rows.map { $0.at(1) } == ["YUR", "FIZ"])
        #expect(rows[0].at(2)?.int == rows[1].at(2)?.int.map { -$0 })
    }

    @Test("hi2 is there at a quarter to seven, eleven rows an instrument")
    func concentration() async throws {
        let fixture = try SandboxFixture("18:45:00") { $0.market.shareCount = 100 }
        let path = "/iss/datashop/algopack/eq/hi2.json"
        #expect(try await fixture.json(path, [("date", "2024-07-15")]).at("data", "data") == [])
        fixture.clock.advance(by: .seconds(36))
        let page = try await fixture.json(path, [("date", "2024-07-15")])
        let total = try #require(page.at("data.cursor", "data", 0, 1)?.int)
        #expect(total > 1_000 && total.isMultiple(of: 11))
        #expect(page.at("data", "data")?.array?.count == 1_000)
    }

    @Test("the same seed gives the same bytes, another seed others")
    func determinism() async throws {
        var bodies: [[UInt8]] = []
        for seed: UInt64 in [1, 1, 2] {
            let fixture = try SandboxFixture { $0.market.seed = seed }
            // Something else asked first must not matter.
            if bodies.count == 1 { _ = await fixture.get("/iss/datashop/algopack/fo/obstats.json", [("latest", "1")]) }
            bodies.append(await fixture.get(Self.tradestats, [("date", "2024-07-15")]).body)
        }
        #expect(bodies[0] == bodies[1])
        #expect(bodies[0] != bodies[2])
    }

    @Test("CSV has the block's name, an empty line, a header; XML has rows with attributes")
    func formats() async throws {
        let fixture = try SandboxFixture()
        let query = [("date", "2024-07-15"), ("latest", "1"), ("iss.only", "data"), ("limit", "2")]
        let csv = String(
            decoding: await fixture.get("/iss/datashop/algopack/fx/obstats.csv", query).body,
            as: UTF8.self
        )
        let lines = csv.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "data" && lines[1].isEmpty)
        #expect(lines[2].hasPrefix("tradedate;tradetime;secid;mid_price;"))
        // vol_s_l20 is always empty on FX.
        #expect(lines[3].contains(";;"))
        let xml = String(
            decoding: await fixture.get("/iss/datashop/algopack/fx/obstats.xml", query).body,
            as: UTF8.self
        )
        #expect(xml.contains("<data id=\"data\">") && xml.contains("vol_s_l20=\"\""))
    }

    @Test(
        "answers to missing and wrong credentials",
        arguments: [
            ([], 401, "application/json"), ([("Authorization", "Bearer wrong")], 401, "application/json"),
            ([("Authorization", "Bearer secret")], 200, "application/json"),
            ([("Cookie", "MicexPassportCert=rubbish")], 200, "text/html"),
        ] as [([(String, String)], Int, String)]
    )
    func access(headers: [(String, String)], status: Int, type: String) async throws {
        let fixture = try SandboxFixture { $0.access.apiKey = Secret("secret") }
        let response = await fixture.get(Self.tradestats, headers: headers)
        #expect(response.status == status)
        #expect(response.headers.contains { $0.0 == "Content-Type" && $0.1.hasPrefix(type) })
    }

    @Test("a login gives a cookie that works until it expires")
    func passport() async throws {
        let fixture = try SandboxFixture {
            $0.access.login = "user"
            $0.access.password = Secret("pass")
        }
        // user:pass and user:none in base64.
        let refused = await fixture.get("/authenticate", headers: [("Authorization", "Basic dXNlcjpub25l")])
        #expect(refused.status == 401)
        let response = await fixture.get("/authenticate", headers: [("Authorization", "Basic dXNlcjpwYXNz")])
        let cookie = try #require(response.headers.first { $0.0 == "Set-Cookie" }?.1.split(separator: ";").first)
        #expect(
            await fixture.get(Self.tradestats, headers: [("Cookie", String(cookie))]).headers.contains {
                $0.1 == "granted"
            }
        )
        fixture.clock.advance(by: .seconds(5))
        _ = fixture.server.setFault(ScheduledFault(Fault(.loginExpired, .login), from: fixture.clock.now))
        let stale = await fixture.get(Self.tradestats, headers: [("Cookie", String(cookie))])
        #expect(stale.status == 200 && stale.headers.contains { $0.1.hasPrefix("text/html") })
    }

    @Test(
        "unknown routes are 404",
        arguments: [
            "/iss/datashop/algopack/eq/nothing.json", "/iss/nothing.json", "/iss/datashop/algopack/xx/obstats.json",
        ]
    )
    func unknown(path: String) async throws {
        #expect(try await SandboxFixture().get(path).status == 404)
    }
}
