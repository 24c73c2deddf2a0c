package import Market

/// The calendar at one revision.
package struct CalendarSnapshot: Sendable {
    package let revision: Int64
    package let statements: [CalendarStatement]
    package let calendar: TradingCalendar

    package init(revision: Int64, statements: [CalendarStatement], calendar: TradingCalendar) {
        self.revision = revision
        self.statements = statements
        self.calendar = calendar
    }

    /// The day as it would be with that edit, or without any.
    package func day(_ date: CivilDate, _ market: AlgoPackSegment, edited kind: DayKind?) -> TradingDay {
        // The weekday rule looks at which years the bundled file covers, so the rest of the market stays in.
        var supposed = statements.filter { $0.market == market && ($0.date != date || $0.layer != .edit) }
        if let kind {
            supposed.append(
                CalendarStatement(
                    market: market,
                    date: date,
                    layer: .edit,
                    kind: kind,
                    author: "",
                    saidAt: Timestamp(seconds: 0)
                )
            )
        }
        return TradingCalendar(profiles: calendar.profiles, statements: supposed, pin: calendar.pin).day(date, market)
    }
}
