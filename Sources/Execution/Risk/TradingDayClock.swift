package import Market

/// Which trading day an instant counts towards, by the exchange's calendar in Moscow time: a weekend session counts towards Monday, and
/// no midnight of UTC matters.
package struct TradingDayClock: Sendable {
    private let calendar: TradingCalendar
    private let market: AlgoPackSegment

    package init(_ calendar: TradingCalendar, _ market: AlgoPackSegment) {
        self.calendar = calendar
        self.market = market
    }

    /// The trading day; of a closed date the one that follows, and the date itself where the calendar knows none for two months.
    package func day(of date: CivilDate) -> CivilDate {
        calendar.day(date, market).tradeDate ?? calendar.nextTradingDay(after: date, market) ?? date
    }
}
