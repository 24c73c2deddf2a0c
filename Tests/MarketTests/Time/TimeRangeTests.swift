import Market
import Testing

/// Dates from outside are taken within one range, and reckoning with any date or instant ends nothing.
@Suite("Ranges of time")
struct TimeRangeTests {
    @Test(
        "dates outside the range are none",
        arguments: ["0001-01-01", "1701-05-05", "1899-12-31", "2200-01-01", "2262-04-12", "9999-12-31"]
    )
    func refused(_ text: String) {
        #expect(CivilDate(text) == nil && DateSpan(text) == nil)
        #expect(MoscowTime.instant("\(text) 10:00:00") == nil)
        // What was once written down stays readable.
        #expect(CivilDate(stored: text)?.description == text)
    }

    @Test("the ends of the range", arguments: ["1900-01-01", "2199-12-31"])
    func taken(_ text: String) throws {
        let date = try #require(CivilDate(text))
        #expect(date.description == text && CivilDate.supported.contains(date) && CivilDate.allowed.contains(text))
        #expect(MoscowTime.text(MoscowTime.instant(date, .midnight)) == "\(text) 00:00:00")
    }

    @Test("no such day", arguments: ["2026-02-31", "0000-01-01", "2026-00-10", "2026-13-01", "٢٠٢٦-٠١-٠١"])
    func nonsense(_ text: String) {
        #expect(CivilDate(text) == nil && CivilDate(stored: text) == nil)
    }

    @Test("reckoning with days stops at the first and the last one")
    func days() {
        for days in [Int.min, Int.max, -10_000_000, 10_000_000] {
            let end = days < 0 ? "0001-01-01" : "9999-12-31"
            for start in [CivilDate.supported.lowerBound, .supported.upperBound, CivilDate(dayNumber: days)] {
                #expect(start.adding(days: days).description == end)
                #expect(start.adding(days: days).weekday == start.adding(days: days).weekday)
            }
            let local = LocalDateTime(linearSeconds: Int64(days).saturatingProduct(86_400))
            #expect(local.date.description == end)
        }
        #expect(
            TimeOfDay.midnight.advanced(bySeconds: .min) == nil && TimeOfDay.endOfDay.advanced(bySeconds: .max) == nil
        )
    }

    @Test("reckoning with instants stops at the first and the last one")
    func instants() throws {
        let (first, last) = (Timestamp(nanoseconds: .min), Timestamp(nanoseconds: .max))
        #expect(Timestamp(seconds: .max) == last && Timestamp(seconds: .min) == first)
        #expect(Timestamp(milliseconds: .max) == last && Timestamp(milliseconds: .min) == first)
        let longest: [Duration] = [.seconds(Int64.max), .seconds(Int64.max) + .seconds(Int64.max), .hours(Int64.max)]
        for span in longest {
            #expect(last + span == last && first - span == first && Timestamp(seconds: 0) + span == last)
            #expect(span.nanoseconds == .max && (.zero - span).nanoseconds == .min)
            #expect(span.inSeconds > 9e18 && span.wholeSeconds == .max)
        }
        #expect(first.duration(to: last) == .zero - last.duration(to: first))
        #expect(first.duration(to: last).nanoseconds == .max)
        for date in [try #require(CivilDate(stored: "0001-01-01")), try #require(CivilDate(stored: "9999-12-31"))] {
            let instant = MoscowTime.instant(date, .endOfDay)
            #expect(instant == first || instant == last)
            #expect(TimeZoneRules.moscow.resolve(LocalDateTime(date, .midnight)).earliest == instant)
            #expect(!MoscowTime.text(instant).isEmpty && !TimeZoneRules.moscow.text(instant).isEmpty)
        }
    }

    @Test("spans times a factor stay within a limit", arguments: [1e308, -1e308, .infinity, -.infinity, .nan, 0, 1])
    func scaled(_ factor: Double) {
        for span in [Duration.zero, .seconds(1), .seconds(Int64.max), .zero - .seconds(5)] {
            let scaled = span.scaled(by: factor, limit: .seconds(10))
            #expect(scaled >= .seconds(-10) && scaled <= .seconds(10))
        }
    }

    @Test("a calendar answers at both ends of time, and walks no centuries", .timeLimit(.minutes(1)))
    func calendar() {
        let calendar = TradingCalendar(profiles: .exchange, statements: [])
        let (first, last) = (Timestamp(nanoseconds: .min), Timestamp(nanoseconds: .max))
        for instant in [first, last] {
            for market in AlgoPackSegment.allCases {
                _ = calendar.nextWindow(after: instant, market)
                _ = calendar.window(at: instant, market)
                _ = calendar.latestSessionDay(at: instant)
            }
            for feed in Feed.all {
                _ = calendar.dueSlots(feed, on: MoscowTime.date(of: instant), at: instant, publishLag: .seconds(20))
            }
        }
        for _ in 0..<20 {
            for feed in Feed.all { #expect(calendar.publishingDuration(from: first, to: last, feed: feed) > .zero) }
        }
        #expect(calendar.confirmedDaysAhead(from: CivilDate(dayNumber: .max), market: .equities) >= 0)
    }
}
