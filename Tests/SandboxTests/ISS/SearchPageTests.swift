import Sandbox
import TestKit
import Testing

@Suite("The search for instruments")
struct SearchPageTests {
    private func found(_ query: [(String, String)]) async throws -> [String] {
        let fixture = try SandboxFixture("12:00:00") { $0.market = MarketOptions() }
        return ISSRows(try await fixture.json("/iss/securities.json", query), "securities").texts("secid")
    }

    @Test("finds by a part of code or name in any case; every word must be there, and short ones are not looked for")
    func words() async throws {
        #expect(try await found([("q", "sber"), ("engine", "stock")]).contains("SBER"))
        #expect(try await found([("q", "сбер"), ("engine", "stock")]).contains("SBER"))
        #expect(try await found([("q", "sber nope")]).isEmpty)
        #expect(try await found([("q", "sber xx"), ("engine", "stock")]).contains("SBER"))
        #expect(try await found([("q", "nope")]).isEmpty)
    }

    @Test("without words it lists everything, a hundred at a time; engine and market narrow it")
    func pages() async throws {
        let first = try await found([])
        let second = try await found([("start", "100")])
        #expect(first.count == 100 && Set(first).isDisjoint(with: second))
        #expect(try await found([("limit", "5")]) == Array(first.prefix(5)))
        #expect(try await found([("engine", "stock"), ("market", "forts")]).isEmpty)
        #expect(try await found([("is_trading", "0")]).isEmpty)
    }

    @Test("has the columns of the exchange's answer")
    func columns() async throws {
        let fixture = try SandboxFixture("12:00:00") { $0.market = MarketOptions() }
        let page = ISSRows(try await fixture.json("/iss/securities.json", [("q", "gazp")]), "securities")
        #expect(page.texts("primary_boardid").contains("TQBR") && page.texts("type").contains("common_share"))
        #expect(page.texts("group").contains("stock_shares"))
    }
}
