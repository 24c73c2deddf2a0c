import Market
import Operations
import Platform
import Store
import TestKit
import Testing

@Suite("The state of a portfolio")
struct PortfolioAnswerTests {
    @Test("says of a signal that was not filled what kept it, as a word and with its figures; of others null")
    func obstacle() async throws {
        let folder = try TemporaryFolder()
        let clock = ReplayClock(start: MoscowTime.instant(try #require(CivilDate("2024-07-15")), .midnight))
        let log = Log(component: "test", threshold: .critical, clock: clock)
        let store = try StateStore(path: try folder.file("mayak.db"), clock: clock, log: log)
        let key = PortfolioKey(owner: "trader1", market: .moex)
        let date = MoscowTime.date(of: clock.now)
        func signal(_ code: String) throws -> TradeSignal {
            TradeSignal(
                date: date,
                secid: SecID(code),
                strategy: .breakout,
                kind: .entry,
                reference: try #require(Price("100")),
                range: 1,
                lots: 5,
                reason: "test"
            )
        }
        var refused = try signal("A")
        refused.end(.refused, .noCash, "no cash for a lot")
        var change = PortfolioWrites.Change(key)
        change.beginning = (Money(units: 1_000), date)
        change.newSignals = [refused, try signal("B")]
        var batch = StoreBatch()
        batch.portfolio.changes.append(change)
        try await store.commit(batch)
        let json = try await PortfolioAnswer(key, on: date, from: store.portfolio).json
        let signals = try #require(json["signals"]?.array)
        #expect(signals.map { $0["secid"]?.string } == ["A", "B"])
        #expect(signals[0]["obstacle"] == "no_cash" && signals[0]["note"] == "no cash for a lot")
        #expect(signals[1]["obstacle"] == .null && signals[1]["outcome"] == "pending")
        await store.close()
    }
}
