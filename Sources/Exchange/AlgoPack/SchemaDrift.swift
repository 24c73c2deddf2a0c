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

    package struct Unreadable: Hashable, Codable, Sendable {
        package var name: String
        package var count: Int
        /// The first of the cells; nil: null.
        package var sample: String?

        package init(name: String, count: Int, sample: String?) {
            self.name = name
            self.count = count
            self.sample = sample
        }
    }

    /// Columns nobody knew, in the order of the answer.
    package var new: [ColumnShape]
    /// Known columns that are absent, in the order of the documentation.
    package var lost: [ColumnShape]
    /// Columns whose values are of another type, in the order of the answer.
    package var retyped: [Retyped]

    /// Columns with cells that cannot be read, or are empty where they name a slot, in the order of the answer.
    package var unreadable: [Unreadable]

    package init(
        new: [ColumnShape] = [],
        lost: [ColumnShape] = [],
        retyped: [Retyped] = [],
        unreadable: [Unreadable] = []
    ) {
        self.new = new
        self.lost = lost
        self.retyped = retyped
        self.unreadable = unreadable
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
        note(columns, schema)
    }

    /// Notes the cells of one page that cannot be read, or are empty where they must not be.
    package mutating func note(_ columns: [ISSColumn], _ schema: FeedSchema) {
        for column in columns {
            guard let known = schema.columns.first(where: { $0.shape.name == column.name }) else { continue }
            if known.shape.type == .integer, let odd = Self.oddFractions(column) {
                note(Unreadable(name: column.name, count: odd.count, sample: odd.sample))
            }
            if let odd = column.unreadable {
                note(Unreadable(name: column.name, count: odd.count, sample: odd.sample))
            } else if schema.keys.contains(column.name), column.hasNulls {
                let count = (0..<column.rowCount).count { column.isNull($0) }
                if count > 0 { note(Unreadable(name: column.name, count: count, sample: nil)) }
            }
        }
    }

    /// Notes cells of one column; the first sample counts.
    mutating func note(_ cells: Unreadable) {
        guard let index = unreadable.firstIndex(where: { $0.name == cells.name }) else {
            unreadable.append(cells)
            return
        }
        unreadable[index].count += cells.count
        unreadable[index].sample = unreadable[index].sample ?? cells.sample
    }

    package var isEmpty: Bool { new.isEmpty && lost.isEmpty && retyped.isEmpty && unreadable.isEmpty }

    /// `new: a, b; lost: c; retyped: d integer → string; unreadable: e "x" × 1`.
    package var description: String {
        var parts: [String] = []
        if !new.isEmpty { parts.append("new: " + new.map(\.name).joined(separator: ", ")) }
        if !lost.isEmpty { parts.append("lost: " + lost.map(\.name).joined(separator: ", ")) }
        if !retyped.isEmpty {
            let changes = retyped.map { "\($0.name) \($0.expected) → \($0.found)" }
            parts.append("retyped: " + changes.joined(separator: ", "))
        }
        if !unreadable.isEmpty {
            let cells = unreadable.map { "\($0.name) \($0.sample.map { "\"\($0)\"" } ?? "null") × \($0.count)" }
            parts.append("unreadable: " + cells.joined(separator: ", "))
        }
        return parts.joined(separator: "; ")
    }

    /// The numbers with a fraction where most are whole: odd cells, not another type.
    private static func oddFractions(_ column: ISSColumn) -> UnreadableCells? {
        guard let odd = column.fractions else { return nil }
        let cells = (0..<column.rowCount).count { !column.isNull($0) }
        return odd.count * 2 <= cells ? odd : nil
    }

    /// The type that differs: that of the values where there are any, else the declared one.
    private static func difference(_ column: ISSColumn, from expected: ColumnType) -> ColumnType? {
        let found = column.type == .unknown ? column.declaredType ?? .unknown : column.type
        switch (expected, found) {
        // No value to judge by.
        case (_, .unknown): return nil
        // A double may arrive without a fraction.
        case (.double, .integer) where column.declaredType != .integer: return nil
        case (.integer, .double) where oddFractions(column) != nil: return nil
        default: return found == expected ? nil : found
        }
    }
}
