import Platform

/// How the columns of an answer differ from those a feed is known to have.
package struct SchemaDrift: Hashable, Codable, Sendable, CustomStringConvertible {
    package struct Retyped: Hashable, Codable, Sendable {
        package var name: String
        package var expected: ColumnType
        package var found: ColumnType

        package init(name: String, expected: ColumnType, found: ColumnType) {
            self.name = name
            self.expected = expected
            self.found = found
        }
    }

    /// Columns nobody knew, in the order of the answer.
    package var new: [ColumnShape]
    /// Known columns that are absent, in the order of the documentation.
    package var lost: [ColumnShape]
    /// Columns whose values are of another type, in the order of the answer.
    package var retyped: [Retyped]

    package init(new: [ColumnShape] = [], lost: [ColumnShape] = [], retyped: [Retyped] = []) {
        self.new = new
        self.lost = lost
        self.retyped = retyped
    }

    /// Compares columns with a schema; their order does not matter, because they are found by name.
    package init(_ columns: [ISSColumn], from schema: FeedSchema) {
        self.init()
        let known = Dictionary(schema.columns.map { ($0.shape.name, $0.shape.type) }) { first, _ in first }
        let present = Set(columns.map(\.name))
        lost = schema.columns.filter { !$0.isOptional && !present.contains($0.shape.name) }.map(\.shape)
        for column in columns {
            guard let expected = known[column.name] else {
                new.append(ColumnShape(column.name.bounded(to: TextLimit.name), column.declaredType ?? column.type))
                continue
            }
            if let found = Self.difference(column, from: expected) {
                retyped.append(Retyped(name: column.name, expected: expected, found: found))
            }
        }
    }

    package var isEmpty: Bool { new.isEmpty && lost.isEmpty && retyped.isEmpty }

    /// `new: a, b; lost: c; retyped: d integer → string`.
    package var description: String {
        var parts: [String] = []
        if !new.isEmpty { parts.append("new: " + new.map(\.name).joined(separator: ", ")) }
        if !lost.isEmpty { parts.append("lost: " + lost.map(\.name).joined(separator: ", ")) }
        if !retyped.isEmpty {
            let changes = retyped.map { "\($0.name) \($0.expected) → \($0.found)" }
            parts.append("retyped: " + changes.joined(separator: ", "))
        }
        return parts.joined(separator: "; ")
    }

    /// The type that differs: that of the values where there are any, else the declared one.
    private static func difference(_ column: ISSColumn, from expected: ColumnType) -> ColumnType? {
        let found = column.type == .unknown ? column.declaredType ?? .unknown : column.type
        switch (expected, found) {
        // No value to judge by.
        case (_, .unknown): return nil
        // A double may arrive without a fraction.
        case (.double, .integer) where column.declaredType != .integer: return nil
        default: return found == expected ? nil : found
        }
    }
}
