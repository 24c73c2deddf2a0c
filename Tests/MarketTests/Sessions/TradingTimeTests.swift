import Market
import TestKit
import Testing

@Suite("Trading time")
struct TradingTimeTests {
    struct SessionCase: Sendable {
        let instant: String
        let name: TradingSession.Name?
    }

    @Test(
        "knows the session in progress",
        arguments: [
            SessionCase(instant: "2026-04-01 08:49:59", name: nil),
            SessionCase(instant: "2026-04-01 08:50:00", name: .morning),
            SessionCase(instant: "2026-04-01 10:00:00", name: .main),
            SessionCase(instant: "2026-04-01 18:59:59", name: .main),
            SessionCase(instant: "2026-04-01 19:00:00", name: .evening),
            SessionCase(instant: "2026-04-01 23:50:00", name: .evening),
            SessionCase(instant: "2026-04-01 23:50:01", name: nil),
            SessionCase(instant: "2024-07-15 14:02:00", name: nil),
            SessionCase(instant: "2024-07-15 14:05:00", name: .main),
            SessionCase(instant: "2024-07-13 12:00:00", name: nil),
        ]
    )
    func sessionAt(_ row: SessionCase) {
        #expect(calendar().session(at: moscow(row.instant), .futures)?.name == row.name)
    }

    struct Span: Sendable {
        let from: String
        let to: String
        let minutes: Int
    }

    @Test(
        "counts only time inside sessions, where the feed publishes",
        arguments: [
            Span(from: "2024-07-15 10:00:00", to: "2024-07-15 10:30:00", minutes: 30),
            Span(from: "2024-07-15 18:30:00", to: "2024-07-15 19:15:00", minutes: 20),
            Span(from: "2024-07-15 18:45:00", to: "2024-07-15 19:00:00", minutes: 0),
            Span(from: "2024-07-12 23:40:00", to: "2024-07-15 10:10:00", minutes: 20),
            Span(from: "2024-07-15 00:00:00", to: "2024-07-16 00:00:00", minutes: 520 + 285),
            Span(from: "2024-07-15 11:00:00", to: "2024-07-15 10:00:00", minutes: 0),
        ]
    )
    func publishingDuration(_ span: Span) {
        let feed = Feed(.equities, .obstats)
        let duration = calendar().publishingDuration(from: moscow(span.from), to: moscow(span.to), feed: feed)
        #expect(duration == .minutes(span.minutes))
    }

    @Test("does not age a feed before its own first slot of the session")
    func publishingDuration() {
        let evening = moscow("2026-01-08 23:50:10")
        let morning = moscow("2026-01-09 07:05:00")
        let dated = calendar()
        #expect(dated.publishingDuration(from: evening, to: morning, feed: Feed(.equities, .obstats)) == .minutes(5))
        #expect(
            dated.publishingDuration(from: evening, to: morning, feed: Feed(.equities, .orderstats)) == .minutes(15)
        )
    }

    @Test("lists the slots due so far")
    func dueSlots() {
        let due = calendar().dueSlots(
            Feed(.futures, .obstats),
            on: date("2024-07-15"),
            at: moscow("2024-07-15 14:10:30"),
            publishLag: .seconds(30)
        )
        #expect(due.suffix(2) == [time("14:00"), time("14:10")])
    }

    @Test("checks a session first when its first slot can be there")
    func firstCheck() throws {
        let windows = calendar().day(date("2024-07-15"), .equities).windows
        let checks = windows.map { MoscowTime.text($0.firstCheck(publishLag: .seconds(15))) }
        #expect(checks == ["2024-07-15 10:05:15", "2024-07-15 19:10:15"])
    }

    @Test("finds the next opening across a weekend")
    func nextWindow() throws {
        let next = try #require(calendar().nextWindow(after: moscow("2024-07-12 20:00:00"), .equities))
        #expect(MoscowTime.text(next.open) == "2024-07-15 10:00:00")
        #expect(MoscowTime.text(next.close) == "2024-07-15 18:40:00")
    }
}
