import Market
import Store
import TestKit
import Testing
import Trading

/// Both exchanges in one process and one store, against the sandbox that serves both.
@Suite("Two markets", .timeLimit(.minutes(5)))
struct TwoMarketsTests {
    private static let both = ["--set", "orchestrator.market=MOEX,KRX", "--set", "orchestrator.history_days=5"]

    @Test("each has its jobs, its days and its portfolio beside the other")
    func both() async throws {
        // Friday; 20:30 in Moscow is after midnight in Seoul.
        let rig = try await Rig(Rig.World(date: "2026-11-20", time: "20:30"))
        for (job, said) in [("data_collection", "MOEX: 2"), ("data_collection_krx", "KRX: 24 shares listed")] {
            let run = try await rig.run(["run-job", job] + Self.both)
            #expect(run.status == 0 && run.text.contains(said), "\(run.text)\(run.errors)")
        }
        let unknown = try await rig.run(["run-job", "data_collection_moex"] + Self.both)
        #expect(unknown.status == 1 && unknown.errors.contains("data_collection_moex"))
        let store = try rig.store()
        let friday = try #require(CivilDate("2026-11-20"))
        #expect(try await store.shares.candles(on: friday, in: .moex).count > 200)
        #expect(try await store.shares.candles(on: friday, in: .krx).count > 20)
        let scheduler = try rig.start(["scheduler"] + Self.both)
        let wanted = TradingJobKind.allCases.flatMap { [$0.rawValue, "\($0.rawValue)_krx"] }
        let isPlanned = try await eventually(within: .seconds(60)) {
            let ids = Set(try await store.jobs.plan().map(\.id))
            return ids.isSuperset(of: wanted.filter { !$0.hasPrefix("position_monitoring") })
        }
        #expect(isPlanned, "\(scheduler.log)")
        let zones = try await store.jobs.plan().reduce(into: [:]) { $0[$1.id] = $1.zone }
        #expect(zones["signal_generation"] == "Europe/Moscow" && zones["signal_generation_krx"] == "Asia/Seoul")
        let run = try await rig.run(["run-job", "indicator_calculation_krx"])
        #expect(run.text.contains("KRX: indicators of "), "\(run.text)\(run.errors)")
        let status = try await rig.run(["status"] + Self.both)
        #expect(status.text.contains("market MOEX, times in Europe/Moscow"))
        #expect(status.text.contains("market KRX, times in Asia/Seoul") && status.text.contains("risk_checks_krx"))
        try await scheduler.killHard()
        await store.close()
    }
}
