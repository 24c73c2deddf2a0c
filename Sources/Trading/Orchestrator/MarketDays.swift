package import Market

/// The trading days of a market of shares, by its calendar.
package struct MarketDays: Sendable {
    private let market: ShareMarket
    private let calendar: TradingCalendar

    /// - Parameter calendar: of Moscow; the Korean days are known without it.
    package init(_ market: ShareMarket, _ calendar: TradingCalendar) {
        self.market = market
        self.calendar = calendar
    }

    /// True as well where a calendar does not know of a weekday whether it is traded.
    ///
    /// A weekend session is no day of its own: its trades belong to the next one.
    package func isTradingDay(_ date: CivilDate) -> Bool {
        switch market {
        case .krx: KoreanTradingDays.isTradingDay(date)
        case .moex:
            switch calendar.day(date, .equities).kind {
            case .normal, .transferred, .short, .unknown: true
            case .weekendSession, .closed: false
            }
        }
    }

    /// When the first session of a trading day opens, its morning one included; 10:00 in Moscow where the calendar knows of none.
    package func open(of date: CivilDate) -> Timestamp {
        switch market {
        case .krx:
            let isLate = KoreanTradingDays.lateOpen(on: date) != nil
            let usual = OrchestratorOptions(market: .krx).marketOpenTime
            let open = market.zone.resolve(LocalDateTime(date, usual)).earliest
            return isLate ? open + .hours(1) : open
        case .moex:
            let first = calendar.day(date, .equities).sessions.first?.open ?? TimeOfDay(hour: 10, minute: 0)
            return MoscowTime.instant(date, first ?? .midnight)
        }
    }

    /// The trading days of a span, ascending; both ends belong to it.
    package func tradingDays(from first: CivilDate, through last: CivilDate) -> [CivilDate] {
        guard first <= last else { return [] }
        return (0...last.dayNumber - first.dayNumber).map(first.adding(days:)).filter(isTradingDay)
    }
}
