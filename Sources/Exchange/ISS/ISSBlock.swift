/// One table of an ISS answer, such as `data` or `futoi`.
package struct ISSBlock: Sendable {
    package let name: String
    /// In the order of the payload.
    package let columns: [ISSColumn]
    package let rowCount: Int

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
