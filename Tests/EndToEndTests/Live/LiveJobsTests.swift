import Glibc
import Market
import Store
import TestKit
import Testing

/// The daily jobs as processes, with the sandbox's broker.
@Suite("The daily jobs with a broker", .timeLimit(.minutes(5)))
struct LiveJobsTests {
    @Test("confirmed and with an account a signal is bought at the broker, once, and the scheduler starts")
    func trades() async throws {
        let rig = try await Rig(Rig.World(time: "11:00"))
        let live = LiveTrial.environment(rig).merging(
            ["ORCHESTRATOR_LIVE": "confirmed", "ORCHESTRATOR_HISTORY_DAYS": "5", "LOG_LEVEL": "info"]
        ) { $1 }
        let isLive = live.merging(["ORCHESTRATOR_DRY_RUN": "false"]) { $1 }
        func job(_ name: String) async throws -> String {
            let run = try rig.start(["run-job", name], environment: isLive)
            #expect(try await run.end(within: .seconds(120)) == 0, "\(run.log)")
            return run.log
        }
        _ = try await job("data_collection")
        let store = try rig.store()
        let key = PortfolioKey(owner: "default_user (live)", market: .moex)
        let date = try #require(CivilDate("2024-07-15"))
        var change = PortfolioWrites.Change(key)
        change.beginning = (Money(units: 1_000_000), date)
        change.newSignals = [
            TradeSignal(
                date: date,
                secid: SecID("SBER"),
                strategy: .breakout,
                kind: .entry,
                reference: try #require(Price("100")),
                range: 1,
                lots: 3,
                reason: "test"
            )
        ]
        var batch = StoreBatch()
        batch.portfolio.changes.append(change)
        try await store.commit(batch)
        let first = try await job("position_monitoring")
        #expect(first.contains("bought SBER 3 × 10") && !first.contains("NOT DONE"), "\(first)")
        let again = try await job("position_monitoring")
        #expect(again.contains("position_monitoring: 1 positions"), "\(again)")
        #expect(try await store.portfolio.fills(of: key).reduce(0) { $0 + $1.lots.count } == 3)
        #expect(try await store.portfolio.signals(of: key, on: date).map(\.outcome) == [.filled])
        let service = try rig.start(["start", "--no-dry-run"], environment: live)
        try await service.says("Scheduler started", within: .seconds(60))
        #expect(service.log.contains("The daily jobs send orders for real money"))
        service.signal(SIGTERM)
        #expect(try await service.end(within: .seconds(60)) == 0)
        await store.close()
    }
}
