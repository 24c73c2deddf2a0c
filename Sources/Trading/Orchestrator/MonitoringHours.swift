package import Market

/// When positions are watched on a day: from the open to the close of the market, in the zone of the options.
package struct MonitoringHours: Hashable, Sendable {
    package let open, close: TimeOfDay

    /// The hours of the options, as the day changes them.
    ///
    /// On days of KRX with a late open they move with it. On MOEX they keep within the day's own sessions, which are fewer on a short
    /// day; where the options are in another zone than the exchange, they stay as they are.
    package init(of options: OrchestratorOptions, on date: CivilDate, _ calendar: TradingCalendar) {
        var (open, close) = (options.marketOpenTime, options.marketCloseTime)
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
            }
        case .moex: break
        }
        guard open < close else {
            (self.open, self.close) = (options.marketOpenTime, options.marketCloseTime)
            return
        }
        self.open = open
        self.close = close
    }
}
