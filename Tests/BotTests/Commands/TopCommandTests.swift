import Market
import Store
import TestKit
import Testing

@testable import Bot

@Suite("/top")
struct TopCommandTests {
    private static let day = """
        Задержки за 14.07.2024
        Источник   Медиана Худший  Слот
        FO obstats    4:05   4:05 10:05
        """
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

    @Test(
        "/delays and /top of another day tell of that day, and a word that is no date is said to be none",
        arguments: [
            ("/delays вчера", TopCommandTests.day),
            ("/delays fo 14.07", TopCommandTests.day),
            ("/top 14.07.2024", TopCommandTests.day),
            ("/delays EQ 2024-07-14", "За 14.07.2024 слотов нет"), ("/top 13.07", "За 13.07.2024 слотов нет"),
            ("/delays blah", "Не похоже на дату: blah"), ("/top 31.02", "Не похоже на дату: 31.02"),
            ("/delays сегодня", "Задержки на 15.07"), ("/delays FO obstats", "Задержки на 15.07"),
        ]
    )
    func otherDay(command: String, said: String) async throws {
        try await withBench { bench in
            let label = try #require(TimeOfDay("10:05"))
            let date = try #require(CivilDate("2024-07-14"))
            let seen = MoscowTime.instant(date, label) + .seconds(245)
            var batch = StoreBatch()
            batch.feeds.slots = [
                SlotRecord(
                    feed: Feed(.futures, .obstats),
                    date: date,
                    label: label,
                    systime: seen,
                    receivedAt: seen,
                    rowCount: 1,
                    secidCount: 1
                )
            ]
            try await bench.store.commit(batch)
            bench.telegram.push(bench.command(command, id: 1))
            try await bench.settle()
            let text = bench.telegram.calls("sendMessage").last?.arguments["text"] ?? ""
            let plain = text.replacing("<b>", with: "").replacing("</b>", with: "").replacing("<pre>", with: "")
            #expect(plain.hasPrefix(said), "\(plain)")
        }
    }
}
