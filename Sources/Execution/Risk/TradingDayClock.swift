package import Market

/// Which trading day an instant counts towards, by the exchange's calendar in Moscow time: a weekend session counts towards Monday, and
/// no midnight of UTC matters.
package struct TradingDayClock: Sendable {
    private let calendar: TradingCalendar
    private let market: AlgoPackSegment
    private var until = Timestamp(nanoseconds: .min)
    private var from = Timestamp(nanoseconds: .max)
    private var day: CivilDate?

    package init(_ calendar: TradingCalendar, _ market: AlgoPackSegment) {
        self.calendar = calendar
        self.market = market
    }

    /// The trading day; on a closed date the one that follows, nil where the calendar knows none for two months.
    package mutating func day(at now: Timestamp) -> CivilDate? {
        if now >= from, now < until { return day }
        let date = MoscowTime.date(of: now)
        from = MoscowTime.instant(date, .midnight)
        until = MoscowTime.instant(date.adding(days: 1), .midnight)
        day = calendar.day(date, market).tradeDate ?? calendar.nextTradingDay(after: date, market)
        return day
    }
}
