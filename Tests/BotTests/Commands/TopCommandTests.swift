import Market
import Store
import TestKit
import Testing

@testable import Bot

@Suite("/top")
struct TopCommandTests {
    private static let date = CivilDate(year: 2024, month: 7, day: 15)

    private func slow(_ feed: Feed, _ delays: [Int64]) throws -> SlowFeed {
        let date = try #require(Self.date)
        let slots = delays.indices.compactMap { index -> SlotRecord? in
            guard let label = TimeOfDay(hour: 10, minute: 5 * (index + 1)) else { return nil }
            let seen = MoscowTime.instant(date, label) + .seconds(delays[index])
            return SlotRecord.one(feed, on: date, label, seenAt: seen)
        }
        return try #require(SlowFeed(feed, slots))
    }

    @Test("lists the slowest feeds first, with the slot that was the worst")
    func order() throws {
        let screen = TopScreen(
            feeds: [
                try slow(Feed(.equities, .tradestats), [12, 10, 11]), try slow(Feed(.futures, .obstats), [9, 245, 10]),
            ],
            wording: Wording(.english)
        )
        #expect(
            screen.html == """
                <b>The slowest today</b>
                <pre>Feed          Median Worst  Slot
                FO obstats      0:10  4:05 10:10
                EQ tradestats   0:11  0:12 10:05</pre>
                """
        )
        #expect(TopScreen(feeds: [], wording: Wording(.russian)).html == "Слотов сегодня ещё не было")
    }
}
