/// Days in a row, both ends included.
package struct DateSpan: Hashable, Sendable, CustomStringConvertible, LosslessStringConvertible {
    package let first: CivilDate
    package let last: CivilDate

    /// Takes the ends in either order.
    package init(_ one: CivilDate, _ other: CivilDate) {
        first = min(one, other)
        last = max(one, other)
    }

    package init(_ date: CivilDate) {
        self.init(date, date)
    }

    /// Reads `2027-01-01` or `2027-01-01..2027-01-08`, the earlier end first.
    package init?(_ text: String) {
        let ends = text.replacing("..", with: " ").split(separator: " ", omittingEmptySubsequences: false)
        guard (1...2).contains(ends.count), let first = CivilDate(String(ends[0])),
            let last = CivilDate(String(ends[ends.count - 1])), first <= last
        else { return nil }
        self.init(first, last)
    }

    package var count: Int { last.dayNumber - first.dayNumber + 1 }

    package var isSingle: Bool { first == last }

    package var dates: [CivilDate] { (0..<count).map(first.adding) }

    package func contains(_ date: CivilDate) -> Bool { first <= date && date <= last }

    /// `2027-01-01` or `2027-01-01..2027-01-08`.
    package var description: String { isSingle ? "\(first)" : "\(first)..\(last)" }
}
