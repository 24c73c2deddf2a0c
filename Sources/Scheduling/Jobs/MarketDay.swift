package import Market

/// Which day of the market something is about that happens at an instant.
///
/// Days of the market are Moscow's. What looks back at a day may come after midnight, where its time is meant in another
/// zone; it is then about the day before.
package enum MarketDay {
    /// Before this time a report finds nothing of the day: the first sessions open at 06:50.
    package static let begun = TimeOfDay(hour: 7, minute: 0) ?? .midnight
    /// From here on the day's main trading is over, and its hi2 is due (`SlotGrid`).
    package static let mainOver = TimeOfDay(hour: 18, minute: 40) ?? .midnight

    /// - Parameter turn: Moscow time before which the day before is meant.
    package static func date(of instant: Timestamp, turn: TimeOfDay) -> CivilDate {
        MoscowTime.date(of: instant - .seconds(turn.secondOfDay))
    }
}
