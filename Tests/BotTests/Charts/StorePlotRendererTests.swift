import Bot
import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

@Suite("Plots from the store")
struct StorePlotRendererTests {
    @Test("one picture per endpoint with slots, with what is late and what is missing in its line")
    func album() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("plots-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let clock = ManualClock()
        let log = Log(component: "test", threshold: .critical, clock: clock)
        let store = try StateStore(path: folder.appendingPathComponent("mayak.db").path, clock: clock, log: log)
        let date = try #require(CivilDate("2024-07-15"))
        var batch = StoreBatch()
        for endpoint in [Endpoint.tradestats, .obstats] {
            for index in 0..<20 where index != 7 {
                let label = try #require(TimeOfDay(secondOfDay: 36_300 + index * 300))
                let late: Int64 = index == 12 ? 900 : 11
                batch.feeds.slots.append(
                    SlotRecord(
                        feed: Feed(.equities, endpoint),
                        date: date,
                        label: label,
                        systime: MoscowTime.instant(date, label) + .seconds(late),
                        receivedAt: clock.now,
                        rowCount: 1,
                        secidCount: 1
                    )
                )
            }
        }
        try await store.commit(batch)
        _ = try await store.calendar.editDay(
            CalendarStatement(
                market: .equities,
                date: date,
                layer: .edit,
                kind: .normal,
                author: "test",
                saidAt: clock.now
            )
        )
        let renderer = StorePlotRenderer(
            feeds: store.feeds,
            calendars: CalendarCache(store: store.calendar),
            limit: .seconds(600)
        )
        let plots = try await renderer.render(
            PlotRequest(
                market: .equities,
                date: date,
                endpoints: [.tradestats, .orderstats, .obstats, .hi2],
                language: .russian
            )
        )
        #expect(plots.map(\.feed.endpoint) == [.tradestats, .obstats])
        #expect(
            plots.first?.facts == ["макс 15\u{a0}мин в 11:05", "опоздало 1", "нет 1"]
        )
        await store.close()
    }
}
