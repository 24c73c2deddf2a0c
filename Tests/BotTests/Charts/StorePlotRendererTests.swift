import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

@testable import Bot

@Suite("Plots from the store")
struct StorePlotRendererTests {
    private static let date = CivilDate("2024-07-15") ?? CivilDate(dayNumber: 0)

    /// The labels from 10:05 on, received eleven seconds later.
    private static func slots(_ endpoint: Endpoint, _ indices: [Int], late: [Int: Int64] = [:]) -> [SlotRecord] {
        indices.compactMap { index in
            guard let label = TimeOfDay(secondOfDay: 36_300 + index * 300) else { return nil }
            let at = MoscowTime.instant(date, label) + .seconds(late[index] ?? 11)
            return SlotRecord.one(Feed(.equities, endpoint), on: date, label, seenAt: at)
        }
    }

    /// The pictures of EQ at a moment of the day.
    private func render(_ slots: [SlotRecord], quiet: [QuietSlot] = [], at time: String) async throws -> [RenderedPlot]
    {
        let files = try TemporaryStore()
        let (clock, store) = (files.clock, try files.open())
        var batch = StoreBatch()
        batch.feeds.slots = slots
        batch.feeds.quietSlots = quiet
        try await store.commit(batch)
        _ = try await store.calendar.editDay(
            CalendarStatement(
                market: .equities,
                date: Self.date,
                layer: .edit,
                kind: .normal,
                author: "test",
                saidAt: clock.now
            )
        )
        let renderer = StorePlotRenderer(
            feeds: store.feeds,
            runs: store.jobs,
            calendars: CalendarCache(store: store.calendar),
            limit: .seconds(600)
        )
        let plots = try await renderer.render(
            PlotRequest(
                market: .equities,
                date: Self.date,
                endpoints: [.tradestats, .orderstats, .obstats, .hi2],
                language: .russian,
                now: try #require(MoscowTime.instant(time))
            )
        )
        await store.close()
        if let folder = ProcessInfo.processInfo.environment["MAYAK_KEEP_PICTURES"] {
            for plot in plots {
                let name = "\(time.dropFirst(11).prefix(5))-\(plot.feed.endpoint).png"
                try Data(plot.png).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
            }
        }
        return plots.map { plot in
            var plot = plot
            plot.facts = plot.facts.map { $0.replacing("\u{A0}", with: " ") }
            return plot
        }
    }

    @Test("one picture per endpoint, with what is late and what is missing in its line, and a feed that never came")
    func album() async throws {
        let indices = (0..<20).filter { $0 != 7 }
        let plots = try await render(
            Self.slots(.tradestats, indices, late: [12: 900]) + Self.slots(.obstats, indices),
            at: "2024-07-16 09:00:00"
        )
        #expect(plots.map(\.feed.endpoint) == [.tradestats, .orderstats, .obstats])
        #expect(plots.first?.facts == ["макс 15 мин в 11:05", "опоздал 1 слот", "пропущен 1 слот"])
        #expect(plots.dropFirst().first?.facts.first == "нет ни одного слота")
        #expect(plots.last?.facts == ["макс 11 с в 10:05", "пропущен 1 слот"])
    }

    @Test("a feed that has stopped is drawn up to now and said to be silent since its last slot")
    func openIncident() async throws {
        let slots = Self.slots(.tradestats, Array(0...13)) + Self.slots(.obstats, Array(0...10))
        let plots = try await render(slots, at: "2024-07-15 11:12:00")
        #expect(plots.last?.facts == ["нет данных с 10:55", "макс 11 с в 10:05", "ждём 1 слот"])
        #expect(plots.first?.facts == ["макс 11 с в 10:05"])
        let lines = try #require(plots.last?.lines)
        #expect(
            lines.map { $0.replacing("\u{A0}", with: " ") } == [
                "obstats: нет данных с 10:55", "obstats: макс 11 с в 10:05, ждём 1 слот",
            ]
        )
    }

    @Test("of a session that is over the last slot is counted as a report counts it, DELAY or not")
    func lastSlot() async throws {
        let all = Array(0...164)
        let plots = try await render(
            Self.slots(.tradestats, all + [165]) + Self.slots(.obstats, all),
            at: "2024-07-15 23:56:00"
        )
        #expect(plots.first?.facts == ["макс 11 с в 10:05"])
        #expect(plots.last?.facts == ["нет данных с 23:45", "макс 11 с в 10:05", "ждём 1 слот"])
    }

    @Test("what may still come is not missing")
    func onItsWay() async throws {
        let plots = try await render(Self.slots(.obstats, Array(0...10)), at: "2024-07-15 11:04:00")
        #expect(plots.last?.facts == ["макс 11 с в 10:05"])
    }

    @Test(
        "a picture asked for from a red message is as late as the message: the data's age counts, as in the alert",
        arguments: [("2024-07-15 11:05:05", false), ("2024-07-15 11:05:15", true)]
    )
    func asLateAsTheAlert(_ time: String, _ isLate: Bool) async throws {
        // The last slot is of 10:55 and came 10 seconds after its label.
        let plots = try await render(Self.slots(.obstats, Array(0...10)), at: time)
        #expect(plots.last?.facts.first == (isLate ? "нет данных с 10:55" : "макс 11 с в 10:05"))
    }

    @Test(
        "what is missing may still come for an hour",
        arguments: [("2024-07-15 11:24:00", "ждём 1 слот"), ("2024-07-15 11:26:00", "пропущен 1 слот")]
    )
    func awaited(_ time: String, _ said: String) async throws {
        // 10:25 is missing, all after it came.
        let plots = try await render(Self.slots(.obstats, (0...14).filter { $0 != 4 }), at: time)
        #expect(plots.last?.facts.last?.replacing("\u{A0}", with: " ") == said)
    }

    @Test("a slot without trading is not missing")
    func quiet() async throws {
        let slots = Self.slots(.obstats, (0...10).filter { $0 != 4 })
        let label = try #require(TimeOfDay("10:25"))
        let quiet = QuietSlot(feed: Feed(.equities, .obstats), date: Self.date, label: label)
        let plots = try await render(slots, quiet: [quiet], at: "2024-07-15 10:58:00")
        #expect(plots.last?.facts == ["макс 11 с в 10:05"])
    }

    @Test("a market of which nothing has come is not drawn")
    func unwatched() async throws {
        #expect(try await render([], at: "2024-07-15 11:12:00").isEmpty)
    }

    @Test("yesterday's outlier does not set today's scale, its usual delays do")
    func outlier() throws {
        func points(_ seconds: [Double]) -> [DelayPlot.Point] {
            seconds.enumerated().compactMap { index, value in
                TimeOfDay(secondOfDay: 36_300 + index * 300).map { DelayPlot.Point(label: $0, seconds: value) }
            }
        }
        let usual = Array(repeating: 14.0, count: 99)
        let day = DelayDay(
            feed: Feed(.equities, .obstats),
            date: Self.date,
            points: points([10, 11]),
            previous: points(usual + [7_200]),
            previousDate: Self.date.adding(days: -3),
            grid: [],
            known: [],
            settled: .midnight,
            watched: nil,
            limit: .seconds(600)
        )
        #expect(day.scaled == 14)
    }
}
