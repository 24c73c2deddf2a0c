import Market
import Platform
import TestKit
import Testing

@testable import Store

@Suite("Slot tallies")
struct SlotTallyTests {
    private static let feed = Feed(.futures, .obstats)
    private static let days = (0..<20).map(Samples.date.adding(days:))
    private static let limit = Duration.seconds(600)

    /// A month of slots with holes and late ones, the same for every run.
    private static func slots(_ feed: Feed) -> [SlotRecord] {
        var random = SeededRandom(seed: 7)
        var slots: [SlotRecord] = []
        for date in days {
            for minute in stride(from: 605, through: 1_430, by: 5) {
                guard let label = TimeOfDay(secondOfDay: minute * 60),
                    !Int.random(in: 0..<12, using: &random).isMultiple(of: 11)
                else { continue }
                let delay = Int.random(in: 0..<9, using: &random) == 0 ? Int.random(in: 590..<612, using: &random) : 20
                let systime = MoscowTime.instant(date, label) + .seconds(delay)
                slots.append(
                    SlotRecord.one(feed, on: date, label, seenAt: systime)
                )
            }
        }
        return slots
    }

    private static func time(_ text: String) -> TimeOfDay { TimeOfDay(text) ?? .midnight }

    /// Two sessions a day, the outcome known up to a time that differs by day.
    private static let stretches = days.enumerated().flatMap { index, date in
        let known = TimeOfDay(secondOfDay: 36_000 + index * 2_400) ?? .endOfDay
        return [("10:05", "18:50"), ("19:10", "23:50")].map { first, last in
            SlotStretch(date: date, first: time(first), last: time(last), known: known)
        }
    }

    @Test("count what counting the rows one by one counts")
    func oracle() async throws {
        let temporary = try TemporaryStore()
        let store = try temporary.open()
        var batch = StoreBatch()
        batch.feeds.slots = Self.slots(Self.feed) + Self.slots(Feed(.futures, .tradestats))
        try await store.commit(batch)
        let tallies = try await store.feeds.tallies(Self.feed, Self.stretches, limit: Self.limit)
        var expected: [SlotTally] = []
        for stretch in Self.stretches {
            let own = try await store.feeds.slots(Self.feed, on: stretch.date)
                .filter { stretch.first <= $0.label && $0.label <= stretch.last }
            expected.append(
                SlotTally(
                    seen: own.count,
                    seenBeyond: own.count { $0.label > stretch.known },
                    late: own.count { $0.publicationDelay > Self.limit }
                )
            )
        }
        #expect(tallies == expected)
        #expect(expected.map(\.late).reduce(0, +) > 50 && expected.contains { $0.seenBeyond > 0 })
        #expect(try await store.feeds.tallies(Self.feed, [], limit: Self.limit).isEmpty)
        await store.close()
    }

    @Test("a day without slots is a zero in its place")
    func empty() async throws {
        let temporary = try TemporaryStore()
        let store = try temporary.open()
        let tallies = try await store.feeds.tallies(Self.feed, Self.stretches, limit: Self.limit)
        #expect(tallies == Self.stretches.map { _ in SlotTally(seen: 0, seenBeyond: 0, late: 0) })
        await store.close()
    }

    @Test("the latest success of a job on each day; failures do not count")
    func successes() async throws {
        let temporary = try TemporaryStore()
        let store = try temporary.open()
        let noon = Samples.noon
        for (job, nominal, outcome) in [
            ("FO1", noon, RunOutcome.succeeded), ("FO1", noon + .minutes(5), .failed),
            ("FO1", noon + .hours(24), .succeeded), ("EQ1", noon + .hours(1), .succeeded),
        ] {
            try await store.ledger.finish(
                JobRun(job: job, nominal: nominal, outcome: outcome, claimedAt: nominal + .seconds(2))
            )
        }
        let days = [("FO1", 0), ("FO1", 1), ("FO1", 2), ("EQ1", 0), ("EQ2", 0)].map {
            JobDay(job: $0.0, date: Samples.date.adding(days: $0.1))
        }
        let found = try await store.jobs.lastSuccesses(days)
        #expect(
            found == [noon + .seconds(2), noon + .hours(24) + .seconds(2), nil, noon + .hours(1) + .seconds(2), nil]
        )
        await store.close()
    }

    @Test("walk keys, never whole tables", arguments: ReportQuery.all)
    func plans(_ query: ReportQuery) async throws {
        let temporary = try TemporaryStore()
        await (try temporary.open()).close()
        let database = try Connection(path: temporary.path)
        let steps: [String] = try database.query("EXPLAIN QUERY PLAN \(query.sql)", query.values) { row in
            try row["detail"]
        }
        database.close()
        #expect(steps.contains { $0.contains("SEARCH \(query.table) USING") }, "\(steps)")
        #expect(!steps.contains { $0.hasPrefix("SCAN \(query.table)") }, "\(steps)")
    }

    @Test("a later hi2 check replaces an earlier one, but not by knowing less")
    func hi2() async throws {
        let temporary = try TemporaryStore()
        let store = try temporary.open()
        func check(_ isPresent: Bool?, at instant: Timestamp) async throws {
            var batch = StoreBatch()
            batch.feeds.hi2Checks = [
                HI2Outcome(date: Samples.date, market: .equities, isPresent: isPresent, checkedAt: instant)
            ]
            try await store.commit(batch)
        }
        func known() async throws -> [Bool?] {
            try await store.feeds.hi2Checks(from: Samples.date, through: Samples.date).map(\.isPresent)
        }
        try await check(nil, at: Samples.noon)
        #expect(try await known() == [nil])
        try await check(false, at: Samples.noon + .hours(1))
        try await check(nil, at: Samples.noon + .hours(2))
        #expect(try await known() == [false])
        try await check(true, at: Samples.noon + .hours(3))
        #expect(try await known() == [true])
        await store.close()
    }
}

/// A query of the reports with values of the right types.
struct ReportQuery: Sendable, CustomTestStringConvertible {
    let table: String
    let sql: String
    let values: [any SQLConvertible & Sendable]

    var testDescription: String { table }

    static let all = [
        ReportQuery(table: "slots", sql: FeedStore.tallies, values: ["FO", "obstats", "[{}]", Int64(600_000)]),
        ReportQuery(table: "job_runs", sql: JobStore.successes, values: ["[{}]"]),
        ReportQuery(
            table: "quiet_slots",
            sql: FeedStore.quiet,
            values: ["FO", "obstats", "2024-07-01", "2024-07-31"]
        ),
        ReportQuery(table: "alerts", sql: AlertStore.alertSpan, values: ["2024-07-01", "2024-07-31"]),
        ReportQuery(table: "hi2_checks", sql: FeedStore.hi2Span, values: ["2024-07-01", "2024-07-31"]),
    ]
}
