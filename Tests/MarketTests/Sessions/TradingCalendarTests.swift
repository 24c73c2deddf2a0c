import Market
import TestKit
import Testing

@Suite("Trading calendar")
struct TradingCalendarTests {
    @Test("lets the strongest layer decide, and the newest of one layer")
    func layers() {
        let day = "2026-06-12"
        let all = [
            says(.bundled, .futures, day, .closed),
            says(.feed, .futures, day, .weekendSession),
            says(.edit, .futures, day, .normal, at: 1),
            says(.edit, .futures, day, .short, "main 10:00-14:00", at: 2),
        ]
        let kinds: [DayKind] = [.closed, .weekendSession, .normal, .short]
        for count in 1...4 {
            let calendar = TradingCalendar(profiles: .exchange, statements: coveredYears + all.prefix(count))
            let result = calendar.day(date(day), .futures)
            #expect(result.kind == kinds[count - 1])
            #expect(result.layer == all[count - 1].layer)
            #expect(result.statements == all.prefix(count).reversed())
        }
        let untouched = calendar().day(date(day), .futures)
        #expect(untouched.kind == .normal && untouched.layer == .rule && untouched.statements.isEmpty)
    }

    @Test("keeps the hours of a short day that the feed only calls a trading day")
    func feedKeepsShortHours() {
        let bundled = says(.bundled, .futures, "2026-03-20", .short, "morning 08:50-14:00, main 14:05-18:50")
        let vague = calendar(bundled, says(.feed, .futures, "2026-03-20", .normal))
        #expect(vague.day(date("2026-03-20"), .futures).kind == .short)
        #expect(vague.day(date("2026-03-20"), .futures).sessions.last?.name == .main)
        let exact = calendar(bundled, says(.feed, .futures, "2026-03-20", .normal, "main 10:00-18:00"))
        #expect(exact.day(date("2026-03-20"), .futures).layer == .feed)
        let edited = calendar(bundled, says(.edit, .futures, "2026-03-20", .normal))
        #expect(edited.day(date("2026-03-20"), .futures).sessions.last?.name == .evening)
    }

    struct RuleCase: Sendable {
        let day: String
        let kind: DayKind
        let isConfirmed: Bool
    }

    @Test(
        "trusts the weekday rule only in the years of the bundled file",
        arguments: [
            RuleCase(day: "2023-11-01", kind: .unknown, isConfirmed: false),
            RuleCase(day: "2023-11-04", kind: .closed, isConfirmed: false),
            RuleCase(day: "2024-07-15", kind: .normal, isConfirmed: true),
            RuleCase(day: "2024-07-14", kind: .closed, isConfirmed: true),
            RuleCase(day: "2027-04-05", kind: .normal, isConfirmed: false),
            RuleCase(day: "2028-04-05", kind: .unknown, isConfirmed: false),
        ]
    )
    func weekdayRule(_ row: RuleCase) {
        let day = calendar().day(date(row.day), .equities)
        #expect(day.kind == row.kind)
        #expect(day.isConfirmed == row.isConfirmed)
        #expect(day.isMonitored == (row.kind != .closed))
        #expect(day.isTrading == (row.kind == .normal))
        #expect(day.sessions.isEmpty == (row.kind == .closed))
    }

    @Test("counts a weekend or holiday session towards the next trading day")
    func tradeDate() {
        let holidays = calendar(
            says(.bundled, .equities, "2026-02-21", .weekendSession),
            says(.bundled, .equities, "2026-02-22", .weekendSession),
            says(.bundled, .equities, "2026-02-23", .weekendSession),
            says(.bundled, .equities, "2026-06-13", .weekendSession, tradeDate: "2026-06-16")
        )
        for day in ["2026-02-21", "2026-02-22", "2026-02-23", "2026-02-24"] {
            #expect(holidays.day(date(day), .equities).tradeDate == date("2026-02-24"))
        }
        #expect(holidays.day(date("2026-06-13"), .equities).tradeDate == date("2026-06-16"))
        #expect(holidays.day(date("2026-06-14"), .equities).tradeDate == nil)
        #expect(holidays.previousTradingDay(before: date("2026-02-24"), .equities) == date("2026-02-20"))
        #expect(holidays.nextTradingDay(after: date("2026-02-20"), .equities) == date("2026-02-24"))
    }

    @Test("passes closed weekdays and takes working Saturdays")
    func neighbours() {
        let november = calendar(
            says(.bundled, .currency, "2025-11-01", .transferred),
            says(.bundled, .currency, "2025-11-04", .closed)
        )
        #expect(november.previousTradingDay(before: date("2025-11-03"), .currency) == date("2025-11-01"))
        #expect(november.nextTradingDay(after: date("2025-11-03"), .currency) == date("2025-11-05"))
        #expect(november.previousTradingDay(before: date("2023-11-06"), .currency) == date("2023-11-03"))
    }

    @Test("finds no trading day in a pause of more than two months")
    func longPause() {
        var days = coveredYears
        for offset in 0..<90 {
            days.append(says(.edit, .equities, date("2026-03-01").adding(days: offset).description, .closed))
        }
        let paused = TradingCalendar(profiles: .exchange, statements: days)
        #expect(paused.nextTradingDay(after: date("2026-02-28"), .equities) == nil)
        #expect(paused.nextTradingDay(after: date("2026-02-28"), .currency) == date("2026-03-02"))
    }

    @Test("counts the confirmed days ahead up to the first doubtful one")
    func confirmedDays() {
        #expect(calendar().confirmedDaysAhead(from: date("2026-12-01"), market: .futures) == 30)
        #expect(calendar().confirmedDaysAhead(from: date("2026-12-31"), market: .futures) == 0)
        #expect(calendar().confirmedDaysAhead(from: date("2024-01-10"), market: .futures, limit: 40) == 40)
        let doubtful = calendar(says(.bundled, .futures, "2026-12-11", .closed, isConfirmed: false))
        #expect(doubtful.confirmedDaysAhead(from: date("2026-12-01"), market: .futures) == 9)
    }
}
