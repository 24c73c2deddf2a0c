package import Market
package import Store

/// Turns the words of a silence button into an instant; the scheduler knows the sessions, the chat does not.
package enum SilenceEnd {
    /// - Parameter markets: whose hours count: of several the latest close and the earliest open.
    package static func instant(
        _ span: SilenceSpan,
        markets: [AlgoPackSegment],
        calendar: TradingCalendar,
        at now: Timestamp
    ) -> Timestamp {
        switch span {
        case .minutes(let count):
            let allowed = SilenceSpan.minutesOfPrograms
            return now + .minutes(min(max(count, allowed.lowerBound), allowed.upperBound))
        case .sessionEnd:
            // Outside a session nobody means the one to come: the whole of it would be mute.
            let closes = markets.compactMap { calendar.window(at: now, $0)?.close }
            let opens = markets.compactMap { calendar.nextWindow(after: now, $0)?.open }
            return closes.max() ?? opens.min() ?? now + .hours(12)
        case .tomorrowOpen:
            // Before the first open of a day the morning to come is the same day's.
            let today = MoscowTime.date(of: now)
            let hasOpened = markets.contains { calendar.day(today, $0).windows.contains { $0.open <= now } }
            let start = hasOpened ? MoscowTime.instant(today.adding(days: 1), .midnight) - .seconds(1) : now
            let opens = markets.compactMap { calendar.nextWindow(after: start, $0)?.open }
            return opens.min() ?? start + .hours(10)
        }
    }
}
