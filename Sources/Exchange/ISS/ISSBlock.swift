/// One table of an ISS answer, such as `data` or `futoi`.
package struct ISSBlock: Sendable {
    package let name: String
    /// In the order of the payload.
    package let columns: [ISSColumn]
    package let rowCount: Int
    /// Rows that are none: left out, since nobody knows which value belongs to which column.
    package var oddRows: OddRows?

    package struct OddRows: Hashable, Sendable {
        /// How many.
        package var count: Int
        /// The first of them: which row it is, from 1 on, how many values it has, and how many there are columns.
        package var row: Int
        package var width: Int
        package var columns: Int
    }

    /// The column of this exact name; names are case-sensitive.
    package func column(_ name: String) -> ISSColumn? {
        columns.first { $0.name == name }
    }
}

/// The blocks of one ISS answer.
package struct ISSDocument: Sendable {
    /// In the order of the payload.
    package let blocks: [ISSBlock]

    package func block(_ name: String) -> ISSBlock? {
        blocks.first { $0.name == name }
    }
}
