package import Market
package import Scheduling

/// When positions are watched on a day: from the open to the close of the market, in the zone of the options.
package struct MonitoringHours: Hashable, Sendable {
    package let open, close: TimeOfDay
    /// How long after the close its auction trades; nothing where the close is not a session's.
    package let auction: Duration

    /// The closing auction of Moscow's main session is from 18:40 to 18:50 (https://www.moex.com/s866).
    private static let closingAuction = Duration.minutes(10)

    /// The hours of the options, as the day changes them.
    ///
    /// On days of KRX with a late open they move with it. On MOEX they keep within the day's own sessions, which are fewer on a short
    /// day; where the options are in another zone than the exchange, they stay as they are.
    package init(of options: OrchestratorOptions, on date: CivilDate, _ calendar: TradingCalendar) {
        var (open, close) = (options.marketOpenTime, options.marketCloseTime)
        var auction = Duration.zero
        switch options.market {
        case .krx:
            let late = KoreanTradingDays.lateOpen(on: date)
            if late != nil { open = open.advanced(bySeconds: 3_600) ?? open }
            if late == .examDay { close = close.advanced(bySeconds: 3_600) ?? close }
        case .moex where options.zone == ShareMarket.moex.zone.name:
            let sessions = calendar.day(date, .equities).sessions
            if let first = sessions.first, let last = sessions.last {
                open = max(open, first.open)
                close = min(close, last.close)
                if sessions.contains(where: { $0.name == .main && $0.close == close }) { auction = Self.closingAuction }
            }
        case .moex: break
        }
        guard open < close else {
            (self.open, self.close, self.auction) = (options.marketOpenTime, options.marketCloseTime, .zero)
            return
        }
        self.open = open
        self.close = close
        self.auction = auction
    }

    /// The looks of the day, counted from the open; the last one comes when the close, its auction included, is over, so that what they trade is
    /// seen.
    package func looks(every interval: Duration) -> IntervalTrigger? {
        let step = Int(interval.wholeSeconds)
        guard step > 0 else { return nil }
        let span = close.secondOfDay - open.secondOfDay + Int(auction.wholeSeconds)
        let last = open.advanced(bySeconds: (span + step - 1) / step * step) ?? close
        return IntervalTrigger(every: interval, window: .daily(from: open, through: last))
    }
}
