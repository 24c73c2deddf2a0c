/// A dividend of a share.
package struct Dividend: Hashable, Sendable {
    /// The day at whose end the register is closed: who has the share then is paid.
    package let recordDate: CivilDate
    /// For one share.
    package let amount: Double

    package init(recordDate: CivilDate, amount: Double) {
        self.recordDate = recordDate
        self.amount = amount
    }

    /// Whether the share trades without it for the first time on a trading day.
    ///
    /// A purchase counts once it is settled: on the next trading day (T+1) since 2023-07-31, on the one after that (T+2) before. The first
    /// day whose purchases are settled after the record date is the one.
    package func isGone(on date: CivilDate, _ calendar: TradingCalendar) -> Bool {
        guard let settled = Self.settlement(of: date, calendar),
            let before = calendar.previousTradingDay(before: date, .equities),
            let settledBefore = Self.settlement(of: before, calendar)
        else { return false }
        return settled > recordDate && settledBefore <= recordDate
    }

    private static func settlement(of date: CivilDate, _ calendar: TradingCalendar) -> CivilDate? {
        let next = calendar.nextTradingDay(after: date, .equities)
        return date >= oneDay ? next : next.flatMap { calendar.nextTradingDay(after: $0, .equities) }
    }

    private static let oneDay = CivilDate(stored: "2023-07-31") ?? CivilDate(dayNumber: 0)
}
