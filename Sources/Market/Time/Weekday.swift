/// A day of the week; the raw value counts from Monday = 1 to Sunday = 7 (ISO 8601).
package enum Weekday: Int, CaseIterable, Comparable, Sendable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday

    /// From a number 0 (Monday) to 6 (Sunday).
    init(mondayBased index: Int) {
        self = Weekday.allCases[index]
    }

    package var isWeekend: Bool {
        self >= .saturday
    }

    package static func < (left: Weekday, right: Weekday) -> Bool {
        left.rawValue < right.rawValue
    }
}
