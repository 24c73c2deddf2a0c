package import Market

/// Order-flow imbalance of a book's levels from one book to the next.
///
/// Of level m: what joined the bid less what left it, less the same of the ask. At a better price the whole new size joined, at a worse
/// one the whole old size left, at the same price the difference (Cont, Kukanov, Stoikov 2014; by level Xu, Gould, Howison 2018). A level
/// that is not there counts as size 0 at a price beyond all others.
///
/// The seed divides a change of imbalance by the imbalance before, which explodes near zero; that is not followed.
package struct OrderFlow: Sendable {
    package let levelCount: Int
    /// In the book's counts, per level from the best; zero after the first book.
    package private(set) var values: ContiguousArray<Int64>
    private var lastBids: ContiguousArray<BookLevel>
    private var lastAsks: ContiguousArray<BookLevel>
    private var hasBook = false

    package init(levelCount: Int) {
        self.levelCount = levelCount
        values = ContiguousArray(repeating: 0, count: levelCount)
        lastBids = []
        lastAsks = []
        lastBids.reserveCapacity(levelCount)
        lastAsks.reserveCapacity(levelCount)
    }

    package mutating func update(_ book: borrowing OrderBook) {
        if hasBook {
            for level in 0..<levelCount {
                values[level] =
                    Self.flow(book.bids, lastBids, level, better: { $0 > $1 })
                    - Self.flow(book.asks, lastAsks, level, better: { $0 < $1 })
            }
        }
        hasBook = true
        Self.keep(book.bids, in: &lastBids, levelCount)
        Self.keep(book.asks, in: &lastAsks, levelCount)
    }

    @inline(__always)
    private static func flow(
        _ new: ContiguousArray<BookLevel>,
        _ old: ContiguousArray<BookLevel>,
        _ level: Int,
        better: (Price, Price) -> Bool
    ) -> Int64 {
        switch (level < new.count, level < old.count) {
        case (false, false): return 0
        case (true, false): return new[level].lots.count
        case (false, true): return -old[level].lots.count
        case (true, true):
            let (now, then) = (new[level], old[level])
            if now.price == then.price { return now.lots.count - then.lots.count }
            return better(now.price, then.price) ? now.lots.count : -then.lots.count
        }
    }

    private static func keep(
        _ levels: ContiguousArray<BookLevel>,
        in kept: inout ContiguousArray<BookLevel>,
        _ count: Int
    ) {
        kept.removeAll(keepingCapacity: true)
        for index in 0..<min(count, levels.count) { kept.append(levels[index]) }
    }
}
