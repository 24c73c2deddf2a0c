package import Market
package import Store

/// Turns the words of a silence button into an instant; the scheduler knows the sessions, the chat does not.
package enum SilenceEnd {
    /// - Parameter market: nil for a silence over all markets: then the latest close, and the earliest open, count.
    package static func instant(
        _ span: SilenceSpan,
        market: AlgoPackSegment?,
        calendar: TradingCalendar,
        at now: Timestamp
    ) -> Timestamp {
        let markets = market.map { [$0] } ?? AlgoPackSegment.allCases
        switch span {
        case .minutes(let count):
            return now + .minutes(min(max(count, 1), 7 * 24 * 60))
        case .sessionEnd:
            let closes = markets.compactMap { calendar.window(at: now, $0)?.close }
            // Outside a session, the end of the next one.
            let later = markets.compactMap { calendar.nextWindow(after: now, $0)?.close }
            return closes.max() ?? later.min() ?? now + .hours(12)
        case .tomorrowOpen:
            let midnight = MoscowTime.instant(MoscowTime.date(of: now).adding(days: 1), .midnight)
            let opens = markets.compactMap { calendar.nextWindow(after: midnight - .seconds(1), $0)?.open }
            return opens.min() ?? midnight + .hours(10)
        }
    }
}
