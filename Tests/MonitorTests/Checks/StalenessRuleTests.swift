import Market
import Monitor
import Store
import Testing

@Suite("Staleness rule")
struct StalenessRuleTests {
    struct Case: CustomTestStringConvertible {
        let name: String
        let last: String?
        let now: String
        /// Seconds of age, 0 for good, nil for "too early to say".
        let age: Double?
        var testDescription: String { name }
    }

    static let cases = [
        Case(name: "before the first slot is due", last: "2024-07-12 18:40:11", now: "10:05:10", age: nil),
        Case(name: "first check of the session with a slot", last: "2024-07-15 10:05:11", now: "10:05:30", age: 0),
        Case(name: "first check without one is not an alarm yet", last: "2024-07-12 18:40:11", now: "10:05:30", age: 0),
        Case(name: "nothing since the open for ten minutes", last: nil, now: "10:10:30", age: 0),
        Case(name: "nothing since the open for more", last: nil, now: "10:15:30", age: 900),
        Case(name: "fresh in the middle of the day", last: "2024-07-15 12:00:11", now: "12:04:59", age: 0),
        Case(name: "one slot late, below the limit", last: "2024-07-15 12:00:11", now: "12:10:00", age: 0),
        Case(name: "older than the limit", last: "2024-07-15 12:00:11", now: "12:10:30", age: 619),
        Case(name: "the pause between sessions does not count", last: "2024-07-15 18:40:11", now: "19:10:30", age: 0),
        Case(name: "nor right after it", last: "2024-07-15 18:40:11", now: "19:15:00", age: 0),
        Case(
            name: "a feed that never came back in the evening",
            last: "2024-07-15 18:40:11",
            now: "19:20:00",
            age: 870
        ),
        Case(name: "SYSTIME ahead of our clock", last: "2024-07-15 12:07:00", now: "12:05:30", age: 0),
        Case(name: "after the last slot of the day", last: "2024-07-15 23:50:11", now: "23:59:00", age: 0),
    ]

    /// 10:05–18:40 and 19:10–23:50, the grid of May 2024 (docs/reference/algopack.md, Slot grids).
    static let grid: [TimeOfDay] =
        (Array(stride(from: 36_300, through: 67_200, by: 300))
        + Array(stride(from: 69_000, through: 85_800, by: 300))).compactMap(TimeOfDay.init(secondOfDay:))

    @Test("measures age in trading time", arguments: cases)
    func ages(_ expected: Case) throws {
        let date = try #require(CivilDate("2024-07-15"))
        let verdict = StalenessRule.verdict(
            Feed(.equities, .tradestats),
            lastSystime: expected.last.flatMap(MoscowTime.instant),
            expected: Self.grid,
            on: date,
            at: try #require(MoscowTime.instant("2024-07-15 \(expected.now)")),
            timing: FeedTiming()
        )
        switch verdict?.finding {
        case nil: #expect(expected.age == nil)
        case .good: #expect(expected.age == 0)
        case .bad(let value, let limit):
            #expect(value == expected.age)
            #expect(limit == 600)
        }
    }

    @Test("a feed's own limit counts for that feed alone")
    func ownLimit() throws {
        var timing = FeedTiming()
        timing.own = [Feed(.futures, .obstats): .seconds(1_200)]
        let date = try #require(CivilDate("2024-07-15"))
        func limit(_ feed: Feed, at time: String) throws -> Double? {
            let verdict = StalenessRule.verdict(
                feed,
                lastSystime: MoscowTime.instant("2024-07-15 12:00:11"),
                expected: Self.grid,
                on: date,
                at: try #require(MoscowTime.instant("2024-07-15 \(time)")),
                timing: timing
            )
            if case .bad(_, let limit) = verdict?.finding { return limit }
            return nil
        }
        #expect(try limit(Feed(.futures, .obstats), at: "12:15:30") == nil)
        #expect(try limit(Feed(.futures, .tradestats), at: "12:15:30") == 600)
        #expect(try limit(Feed(.futures, .obstats), at: "12:25:30") == 1_200)
        #expect(timing.longestLimit(of: .futures) == .seconds(1_200))
        #expect(timing.longestLimit(of: .equities) == .seconds(600))
    }
}
