/// What the values of a column are.
package enum ColumnType: String, CaseIterable, Codable, Sendable, CustomStringConvertible {
    case integer, double, date, time, datetime, string
    /// Every value is null, or there is no row.
    case unknown

    /// Reads a type name of ISS metadata (docs/reference/algopack.md, Formats); nil for another.
    package init?(metadata name: String) {
        switch name {
        case "int32", "int64", "integer": self = .integer
        case "double", "float", "number": self = .double
        case "date": self = .date
        case "time": self = .time
        case "datetime": self = .datetime
        case "string": self = .string
        default: return nil
        }
    }

    package var description: String { rawValue }
}

/// Name and type of a column, without its values.
package struct ColumnShape: Hashable, Codable, Sendable, CustomStringConvertible {
    package var name: String
    package var type: ColumnType

    package init(_ name: String, _ type: ColumnType) {
        self.name = name
        self.type = type
    }

    package var description: String { "\(name) \(type)" }
}
