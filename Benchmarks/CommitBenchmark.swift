import Foundation
import Market
import Platform
import Store

/// What the end of one cycle costs: slots, an alert and the run's row, durable in one transaction.
enum CommitBenchmark: Benchmark {
    static let name = "commit"
    static let subject = "the batch of one cycle (4 slots, 1 alert, 1 message, 1 run) into a new store, 500 times"

    static func run() async throws {
        let folder = try TemporaryFolder(prefix: "mayak-bench")
        defer { folder.remove() }
        let clock = SystemClock()
        let store = try StateStore(
            path: folder.path + "/mayak.db",
            clock: clock,
            log: Log(component: "bench", threshold: .error, clock: clock)
        )
        var times: [Duration] = []
        for cycle in 0..<500 {
            let batch = store.ledger.finishing(run(cycle, at: clock.now), with: batch(cycle, at: clock.now))
            let begin = clock.now
            try await store.commit(batch)
            times.append(begin.duration(to: clock.now))
        }
        await store.close()
        times.sort()
        printRow("of a commit, wall time", ["p50, µs", "p95, µs", "worst, µs"])
        printRow(
            "one cycle",
            [times[times.count / 2], times[times.count * 95 / 100], times[times.count - 1]]
                .map { "\(Int($0.inMicroseconds))" }
        )
    }

    private static func batch(_ cycle: Int, at now: Timestamp) -> StoreBatch {
        let date = CivilDate(dayNumber: 19_919 + cycle / 100)
        var batch = StoreBatch()
        batch.feeds.slots = Feed.all(of: .equities).filter(\.endpoint.isSlotted).map { feed in
            SlotRecord(
                feed: feed,
                date: date,
                label: TimeOfDay(hour: 10 + cycle % 100 / 12, minute: cycle % 12 * 5) ?? .midnight,
                systime: now,
                receivedAt: now,
                rowCount: 250,
                secidCount: 250
            )
        }
        var alert = AlertRecord(
            key: AlertKey(.staleness, Feed(.equities, .tradestats)),
            severity: .warning,
            date: date,
            openedAt: now,
            value: Double(cycle),
            limit: 600
        )
        alert.id = 1
        alert.state = .firing
        batch.alerts.records = [alert]
        batch.outbox.drafts = [
            OutboxDraft(dedupeKey: "bench-\(cycle)", content: .notice(.botChanged), priority: .report)
        ]
        return batch
    }

    private static func run(_ cycle: Int, at now: Timestamp) -> JobRun {
        JobRun(
            job: "EQ1",
            nominal: Timestamp(seconds: Int64(cycle)),
            outcome: .succeeded,
            claimedAt: now,
            finishedAt: now,
            detail: "EQ: tradestats 12:00, orderstats 12:00, obstats 12:00"
        )
    }
}
