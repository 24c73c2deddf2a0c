public import Market

/// The books that a paper venue trades against; whoever keeps the engine's books lends them.
///
/// Asked only when an order arrives or rests, so that a book without orders costs the venue nothing.
package protocol VenueBooks: AnyObject {
    func levelCount(_ slot: InstrumentSlot, _ side: BookSide) -> Int

    /// - Parameter index: 0 for the best; below ``levelCount(_:_:)``.
    func level(_ slot: InstrumentSlot, _ side: BookSide, _ index: Int) -> BookLevel

    /// What rests at a price; nil where the book does not reach so far and cannot say.
    func lots(_ slot: InstrumentSlot, _ side: BookSide, at price: Price) -> Lots?
}

/// Books of every instrument in their slots, each an ``OrderBook``.
public final class BookTable: VenueBooks {
    @usableFromInline let books: SlotTable<OrderBook>

    package init(count: Int, levelCount: Int) {
        books = SlotTable(count: count) { OrderBook(levelCount: levelCount) }
    }

    /// To be changed in place; a copy that is kept makes the next change copy the levels.
    @inlinable
    public subscript(slot: InstrumentSlot) -> OrderBook {
        _read { yield books[slot.index] }
        _modify { yield &books[slot.index] }
    }

    package func levelCount(_ slot: InstrumentSlot, _ side: BookSide) -> Int {
        side == .bid ? books[slot.index].bids.count : books[slot.index].asks.count
    }

    package func level(_ slot: InstrumentSlot, _ side: BookSide, _ index: Int) -> BookLevel {
        side == .bid ? books[slot.index].bids[index] : books[slot.index].asks[index]
    }

    package func lots(_ slot: InstrumentSlot, _ side: BookSide, at price: Price) -> Lots? {
        let count = levelCount(slot, side)
        for index in 0..<count {
            let level = level(slot, side, index)
            if level.price == price { return level.lots }
            if side == .bid ? level.price < price : level.price > price { return .zero }
        }
        return count < books[slot.index].levelCount ? .zero : nil
    }
}
