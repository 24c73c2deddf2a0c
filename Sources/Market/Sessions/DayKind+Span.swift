extension DayKind {
    /// Whether a person who says this of days in a row means that day as well.
    ///
    /// "The first to the eighth are normal" speaks of weekdays, "transferred" of weekends; the other kinds of every day.
    /// A day named alone is always meant.
    package func isMeant(_ date: CivilDate, in span: DateSpan) -> Bool {
        guard !span.isSingle else { return true }
        let isWeekend = date.weekday == .saturday || date.weekday == .sunday
        return switch self {
        case .normal, .short: !isWeekend
        case .transferred: isWeekend
        case .weekendSession, .closed, .unknown: true
        }
    }
}

extension [TradingSession] {
    /// The sessions of a day that ends early: the one in progress is cut, those after it fall away.
    package func closing(at time: TimeOfDay) -> [TradingSession] {
        compactMap { TradingSession(name: $0.name, open: $0.open, close: Swift.min($0.close, time)) }
    }
}
