import Market
import Store
import TestKit
import Testing

@testable import Bot

@Suite("/delays", .timeLimit(.minutes(2)))
struct DelaysCommandTests {
    @Test(
        "an old slot is marked once a later one is overdue, not because of a break",
        arguments: [
            // The evening's first slot has its label at 19:10.
            ("18:40", "18:50", false), ("18:40", "19:10", false), ("18:40", "19:15", false), ("18:40", "19:16", true),
            ("19:10", "19:20", false), ("19:10", "19:21", true), ("12:00", "12:09", false), ("12:00", "12:11", true),
            ("23:45", "23:54", false),
        ]
    )
    func stale(_ label: String, _ time: String, _ isMarked: Bool) async throws {
        let start = "2024-07-15 \(time):00"
        try await withChatBench(at: start) { bench in
            let label = try #require(TimeOfDay(label))
            let date = MoscowTime.date(of: bench.clock.now)
            let seen = MoscowTime.instant(date, label) + .seconds(11)
            var batch = StoreBatch()
            batch.feeds.slots = [
                SlotRecord(
                    feed: Feed(.equities, .obstats),
                    date: date,
                    label: label,
                    systime: seen,
                    receivedAt: seen,
                    rowCount: 1,
                    secidCount: 1
                )
            ]
            try await bench.store.commit(batch)
            try await bench.say("/delays EQ obstats")
            try await bench.settle()
            let row = bench.texts().last?.split(separator: "\n").first { $0.hasPrefix("EQ obstats") }
            #expect(try #require(row).contains("!") == isMarked, "\(row ?? "")")
        }
    }
}
