/// A distance in time, or in rows where the data has no times.
package enum TrainingSpan: Hashable, Sendable, CustomStringConvertible {
    case rows(Int)
    /// Unit: nanoseconds.
    case time(Int64)

    package static let expected = "rows such as 20, or a time such as 500ms, 10s, 5m"

    /// `20`, `500ms`, `10s`, `5m`; 0 or more, at most 1,000,000 rows or 30 days.
    package init?(_ text: String) {
        let units: [(name: String, length: Int64)] = [("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000)]
        if let rows = Int(text), (0...1_000_000).contains(rows) {
            self = .rows(rows)
            return
        }
        guard let unit = units.first(where: { text.hasSuffix($0.name) }),
            let number = Int64(text.dropLast(unit.name.count)), number >= 0,
            number <= 2_592_000_000_000_000 / unit.length
        else { return nil }
        self = .time(number * unit.length)
    }

    package var description: String {
        switch self {
        case .rows(let count): "\(count)"
        case .time(let length):
            length.isMultiple(of: 1_000_000_000) ? "\(length / 1_000_000_000)s" : "\(length / 1_000_000)ms"
        }
    }
}
