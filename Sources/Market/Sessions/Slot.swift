/// One five-minute slot of a date, named by its label: the END of its five minutes.
package struct Slot: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The step of AlgoPack's grid.
    package static let length = Duration.minutes(5)

    package let date: CivilDate
    package let label: TimeOfDay

    package init(date: CivilDate, label: TimeOfDay) {
        self.date = date
        self.label = label
    }

    /// The instant the slot ends.
    package var end: Timestamp { MoscowTime.instant(date, label) }

    /// `2026-01-09 10:05:00`.
    package var description: String { "\(date) \(label)" }

    package static func < (left: Slot, right: Slot) -> Bool {
        (left.date, left.label) < (right.date, right.label)
    }
}
