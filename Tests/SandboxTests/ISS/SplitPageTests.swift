import Platform
import Sandbox
import TestKit
import Testing

@Suite("Splits of shares")
struct SplitPageTests {
    @Test("are listed from their first day on, and of one share alone")
    func listed() async throws {
        let fixture = try SandboxFixture("12:00:00") { $0.market = MarketOptions() }
        let page = ISSRows(try await fixture.json("/iss/statistics/engines/stock/splits.json", []), "splits")
        #expect(page.texts("secid") == ["TRNFP", "GMKN"] && page.texts("tradedate") == ["2024-02-21", "2024-04-08"])
        #expect(page.numbers("before") == [1, 1] && page.numbers("after") == [100, 100])
        let one = ISSRows(try await fixture.json("/iss/statistics/engines/stock/splits/gmkn.json", []), "splits")
        #expect(one.texts("secid") == ["GMKN"])
        let none = ISSRows(try await fixture.json("/iss/statistics/engines/stock/splits/SBER.json", []), "splits")
        #expect(none.rows.isEmpty)
    }

    @Test("prices before one are those of old shares")
    func prices() async throws {
        let fixture = try SandboxFixture("12:00:00") { $0.market = MarketOptions() }
        func close(_ date: String) async throws -> Double {
            let path = "/iss/history/engines/stock/markets/shares/boards/TQBR/securities/GMKN.json"
            let page = ISSRows(try await fixture.json(path, [("from", date), ("till", date)]), "history")
            return try #require(page.numbers("CLOSE").first)
        }
        let ratio = try await close("2024-04-05") / close("2024-04-08")
        #expect((90...110).contains(ratio), "\(ratio)")
    }
}
