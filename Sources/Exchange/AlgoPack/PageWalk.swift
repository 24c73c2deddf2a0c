/// Decides whether another page follows (docs/reference/algopack.md, Paging); a value, the caller asks.
struct PageWalk {
    enum Next: Equatable {
        case page(start: Int)
        case end
        /// The page limit is reached and more rows may exist.
        case limit
    }

    let maximumPages: Int
    private(set) var blocks: [ISSBlock] = []
    private var start = 0

    init(maximumPages: Int) {
        self.maximumPages = maximumPages
    }

    /// Takes a page in.
    ///
    /// - Parameter isWhole: True when the question has one page unless a cursor says otherwise.
    mutating func received(_ block: ISSBlock, cursor: ISSBlock?, isWhole: Bool) -> Next {
        // A server that ignores `start` gives the same rows for ever.
        if let last = blocks.last, last.hasSameValues(as: block) { return .end }
        if block.rowCount > 0 || blocks.isEmpty { blocks.append(block) }
        start += block.rowCount
        guard block.rowCount > 0 else { return .end }
        if let cursor, let index = cursor.column("INDEX")?.integer(0), let total = cursor.column("TOTAL")?.integer(0) {
            // By rows received rather than by PAGESIZE, so that a short page skips nothing.
            guard index.addingReportingOverflow(Int64(block.rowCount)).partialValue < total else { return .end }
        } else if isWhole {
            return .end
        }
        return blocks.count < maximumPages ? .page(start: start) : .limit
    }
}

extension ISSBlock {
    /// True when both hold the same rows of the same columns.
    func hasSameValues(as other: ISSBlock) -> Bool {
        rowCount == other.rowCount && columns.count == other.columns.count
            && zip(columns, other.columns).allSatisfy { $0.hasSameValues(as: $1) }
    }
}

extension ISSColumn {
    fileprivate func hasSameValues(as other: ISSColumn) -> Bool {
        guard name == other.name, type == other.type, nulls == other.nulls else { return false }
        guard type == .string else { return words == other.words }
        return (0..<rowCount).allSatisfy { string($0) == other.string($0) }
    }
}
