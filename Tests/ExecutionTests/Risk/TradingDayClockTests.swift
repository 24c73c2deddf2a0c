import Execution
import Market
import TestKit
import Testing

@Suite("Trading day")
struct TradingDayClockTests {
    /// Defects 12 and 13 of the original: three clocks, and a day that rolled at midnight of UTC, 03:00 in Moscow.
    @Test(
        "rolls by the exchange's calendar in Moscow time",
        arguments: [
            ("2026-11-26 23:49:59", "2026-11-26"), ("2026-11-27 00:00:00", "2026-11-27"),
            ("2026-11-27 02:59:59", "2026-11-27"), ("2026-11-27 03:00:01", "2026-11-27"),
            // A weekend session counts towards Monday; so does a weekend without one.
            ("2026-11-28 12:00:00", "2026-11-30"), ("2026-11-29 12:00:00", "2026-11-30"),
            ("2026-11-30 10:00:00", "2026-11-30"),
        ]
    )
    func day(text: String, expected: String) throws {
        let saturday = CalendarStatement(
            market: .equities,
            date: try #require(CivilDate("2026-11-28")),
            layer: .bundled,
            kind: .weekendSession,
            sessions: nil,
            tradeDate: nil,
            isConfirmed: true,
            author: "test",
            note: "",
            saidAt: Timestamp(seconds: 0)
        )
        let calendar = TradingCalendar(profiles: .exchange, statements: [saturday])
        let clock = TradingDayClock(calendar, .equities)
        let now = try #require(MoscowTime.instant(text))
        #expect(clock.day(of: MoscowTime.date(of: now)) == CivilDate(expected))
    }
}
