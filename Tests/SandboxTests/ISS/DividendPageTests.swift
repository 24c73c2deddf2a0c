import Sandbox
import TestKit
import Testing

@Suite("Dividends of a share")
struct DividendPageTests {
    @Test("a share pays once a year in spring or summer; another code has none")
    func yearly() async throws {
        let fixture = try SandboxFixture("12:00:00") { $0.market = MarketOptions() }
        let page = ISSRows(try await fixture.json("/iss/securities/sber/dividends.json", []), "dividends")
        #expect(page.texts("registryclosedate").map { String($0.prefix(4)) } == ["2022", "2023", "2024"])
        #expect(Set(page.texts("registryclosedate").map { $0.suffix(6) }).count == 1)
        #expect(page.numbers("value").allSatisfy { $0 > 0 } && Set(page.texts("secid")) == ["SBER"])
        let none = ISSRows(try await fixture.json("/iss/securities/NOPE/dividends.json", []), "dividends")
        #expect(none.rows.isEmpty)
    }
}
