package import Market

/// How much more rests on one side of a book than on the other.
package enum BookImbalance {
    /// `(bids − asks) / (bids + asks)` over the sizes of the best levels of each side, −1 to 1; nil for an empty book.
    ///
    /// Sizes are added as whole numbers: the result is the nearest `Double` to the true value.
    package static func levels(_ count: Int, of book: borrowing OrderBook) -> Double? {
        let bids = total(book.bids, count)
        let asks = total(book.asks, count)
        guard bids + asks > 0 else { return nil }
        return Double(bids - asks) / Double(bids + asks)
    }

    /// The same with level `i`, from 1, counting `1/i`.
    package static func weighted(_ count: Int, of book: borrowing OrderBook) -> Double? {
        var bids = 0.0
        var asks = 0.0
        for index in 0..<min(count, book.bids.count) { bids += Double(book.bids[index].lots.count) / Double(index + 1) }
        for index in 0..<min(count, book.asks.count) { asks += Double(book.asks[index].lots.count) / Double(index + 1) }
        guard bids + asks > 0 else { return nil }
        return (bids - asks) / (bids + asks)
    }

    private static func total(_ levels: ContiguousArray<BookLevel>, _ count: Int) -> Int64 {
        var total: Int64 = 0
        for index in 0..<min(count, levels.count) { total += levels[index].lots.count }
        return total
    }
}
