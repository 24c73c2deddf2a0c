/// A column of an ISS block with the type its metadata states.
struct Column: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        case int32, int64, double, date, time, datetime
        /// Width in bytes.
        case string(Int)
    }

    let name: String
    let kind: Kind

    /// Reads `pr_open:d`; kinds are i, l, d, date, time, datetime and s<bytes>.
    init?(_ text: Substring) {
        let parts = text.split(separator: ":")
        guard parts.count == 2 else { return nil }
        name = String(parts[0])
        switch parts[1] {
        case "i": kind = .int32
        case "l": kind = .int64
        case "d": kind = .double
        case "date": kind = .date
        case "time": kind = .time
        case "datetime": kind = .datetime
        default:
            guard parts[1].first == "s", let width = Int(parts[1].dropFirst()) else { return nil }
            kind = .string(width)
        }
    }

    init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }

    /// Reads a list separated by spaces or line ends.
    static func list(_ text: String) -> [Column] {
        text.split(whereSeparator: \.isWhitespace).compactMap { Column($0) }
    }

    /// True for dates and times, whose texts never need escaping.
    var isTime: Bool {
        switch kind {
        case .date, .time, .datetime: true
        case .int32, .int64, .double, .string: false
        }
    }

    /// The word ISS uses for the type.
    var typeName: String {
        switch kind {
        case .int32: "int32"
        case .int64: "int64"
        case .double: "double"
        case .date: "date"
        case .time: "time"
        case .datetime: "datetime"
        case .string: "string"
        }
    }

    /// `bytes` of the metadata; numbers have none.
    var byteWidth: Int? {
        switch kind {
        case .int32, .int64, .double: nil
        case .date, .time: 10
        case .datetime: 19
        case .string(let width): width
        }
    }
}
