import Market
import Scheduling
import Platform
import TestKit
import Testing

@Suite("Interval trigger")
struct IntervalTriggerTests {
    @Test("a window of the day counts from its start and includes both ends")
    func dailyWindow() throws {
        let trigger = try interval(.minutes(15), from: "09:00", through: "15:30")
        let seoul = try ZoneFile.load("Asia/Seoul")
        let start = try #require(RFC3339.instant("2026-06-03T15:00:01+09:00"))
        let found = fires(from: start, to: start + .hours(19)) { trigger.nextFire(atOrAfter: $0, in: seoul) }
        #expect(
            found.map(seoul.text) == [
                "2026-06-03T15:15:00+09:00", "2026-06-03T15:30:00+09:00", "2026-06-04T09:00:00+09:00",
                "2026-06-04T09:15:00+09:00", "2026-06-04T09:30:00+09:00", "2026-06-04T09:45:00+09:00",
                "2026-06-04T10:00:00+09:00",
            ]
        )
    }

    @Test("a window may cross midnight")
    func overMidnight() throws {
        let trigger = try interval(.minutes(50), from: "23:00", through: "01:00")
        let start = try #require(RFC3339.instant("2026-11-20T00:00:00+03:00"))
        let found = fires(from: start, to: start + .hours(25)) { trigger.nextFire(atOrAfter: $0, in: .moscow) }
        #expect(
            found.map { TimeZoneRules.moscow.local($0).time.shortDescription } == ["00:40", "23:00", "23:50", "00:40"]
        )
    }

    @Test("one stretch begins and ends where it says, however late it is looked at")
    func span() throws {
        let start = Timestamp(seconds: 1_000)
        let trigger = try #require(
            IntervalTrigger(every: .seconds(300), window: .span(from: start, through: Timestamp(seconds: 1_900)))
        )
        let found = fires(from: Timestamp(seconds: 0), to: Timestamp(seconds: 9_999)) {
            trigger.nextFire(atOrAfter: $0, in: .utc)
        }
        #expect(found.map(\.seconds) == [1_000, 1_300, 1_600, 1_900])
    }

    @Test("a grid without a window reaches both ways from its anchor")
    func always() throws {
        let trigger = try #require(
            IntervalTrigger(every: .minutes(30), window: .always(anchor: Timestamp(seconds: 600)))
        )
        #expect(trigger.nextFire(atOrAfter: Timestamp(seconds: -2_000), in: .utc) == Timestamp(seconds: -1_200))
        #expect(trigger.nextFire(atOrAfter: Timestamp(seconds: 601), in: .utc) == Timestamp(seconds: 2_400))
    }

    @Test("lengths below a second and above a year are refused")
    func bounds() {
        #expect(IntervalTrigger(every: .milliseconds(999), window: .always(anchor: Timestamp(seconds: 0))) == nil)
        #expect(IntervalTrigger(every: .hours(24 * 367), window: .always(anchor: Timestamp(seconds: 0))) == nil)
    }

    @Test(
        "agrees with a walk over every second of elapsed time where the clocks change",
        arguments: [
            ("2026-03-29T00:00:00Z", "01:00", "05:00"), ("2026-10-25T00:00:00Z", "01:30", "04:00"),
            ("2026-10-25T00:00:00Z", "02:10", "02:50"), ("2026-03-29T00:00:00Z", "02:15", "02:45"),
        ]
    )
    func changes(day: String, opening: String, closing: String) throws {
        let berlin = try ZoneFile.load("Europe/Berlin")
        let start = try #require(RFC3339.instant(day)) - .hours(6)
        for every in [60, 420, 1_800] {
            let trigger = try interval(.seconds(every), from: opening, through: closing)
            let found = fires(from: start, to: start + .hours(12)) { trigger.nextFire(atOrAfter: $0, in: berlin) }
            #expect(found == walk(start, .hours(12), every: Int64(every), opening, closing, berlin), "every \(every) s")
        }
    }

    /// A second opinion: from the first second at which the window has opened until the last at which it has not closed.
    private func walk(
        _ start: Timestamp,
        _ length: Duration,
        every: Int64,
        _ opening: String,
        _ closing: String,
        _ zone: TimeZoneRules
    ) -> [Timestamp] {
        guard let opening = TimeOfDay(opening), let closing = TimeOfDay(closing) else { return [] }
        let date = zone.local(start + .hours(6)).date
        let seconds = start.seconds..<(start + length).seconds
        let wall = seconds.map { zone.local(Timestamp(seconds: $0)) }
        guard let first = wall.firstIndex(where: { $0 >= LocalDateTime(date, opening) }),
            let last = wall.lastIndex(where: { $0 <= LocalDateTime(date, closing) })
        else { return [] }
        // A window that lies in the gap whole shrinks to the instant of the jump.
        return stride(from: first, through: max(first, last), by: Int(every)).map {
            Timestamp(seconds: seconds.lowerBound + Int64($0))
        }
    }

    private func interval(_ every: Duration, from opening: String, through closing: String) throws -> IntervalTrigger {
        let window = IntervalTrigger.Window.daily(
            from: try #require(TimeOfDay(opening)),
            through: try #require(TimeOfDay(closing))
        )
        return try #require(IntervalTrigger(every: every, window: window))
    }
}

@Suite("Jitter")
struct JitterTests {
    @Test("is the same for the same run, differs between runs, and never reaches the next nominal time")
    func bounds() {
        var seen: Set<Duration> = []
        for minute in 0..<500 {
            let nominal = Timestamp(seconds: Int64(minute) * 300)
            let delay = Jitter.delay(job: "EQ1", nominal: nominal, limit: .seconds(60), next: nominal + .minutes(5))
            #expect(delay >= .zero && delay <= .seconds(60))
            #expect(
                delay == Jitter.delay(job: "EQ1", nominal: nominal, limit: .seconds(60), next: nominal + .minutes(5))
            )
            seen.insert(delay)
            let capped = Jitter.delay(job: "EQ1", nominal: nominal, limit: .hours(1), next: nominal + .seconds(10))
            #expect(capped < .seconds(10))
        }
        #expect(seen.count > 450)
        let mean = seen.reduce(Duration.zero, +).inSeconds / Double(seen.count)
        #expect(abs(mean - 30) < 4, "spread evenly over the minute, mean \(mean)")
        #expect(Jitter.delay(job: "A", nominal: Timestamp(seconds: 0), limit: .zero, next: nil) == .zero)
    }
}

@Suite("Span text")
struct SpanTextTests {
    @Test("reads units in order and nothing else")
    func table() {
        let cases: [(String, Duration?)] = [
            ("5m", .minutes(5)), ("90s", .seconds(90)), ("1h30m", .minutes(90)), ("2d", .hours(48)),
            ("366d", .hours(8784)),
            ("367d", nil), ("", nil), ("5", nil), ("m", nil), ("5m5m", nil), ("30m1h", nil), ("-5m", nil), ("5 m", nil),
            ("1.5h", nil), ("999999999s", nil), ("٥m", nil),
        ]
        for (text, expected) in cases { #expect(SpanText.read(text) == expected, "\(text)") }
    }
}
