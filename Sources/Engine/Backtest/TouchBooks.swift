import Execution
import Market

/// The real books, but for a best level that never runs out: orders at market fill whole at the touch.
///
/// This is the ideal case, which backtests compare with; the venue stays the same.
final class TouchBooks: VenueBooks {
    private let books: BookTable

    init(_ books: BookTable) {
        self.books = books
    }

    func levelCount(_ slot: InstrumentSlot, _ side: BookSide) -> Int { books.levelCount(slot, side) }

    func level(_ slot: InstrumentSlot, _ side: BookSide, _ index: Int) -> BookLevel {
        let level = books.level(slot, side, index)
        return index == 0 ? BookLevel(level.price, Self.endless) : level
    }

    func lots(_ slot: InstrumentSlot, _ side: BookSide, at price: Price) -> Lots? {
        books.lots(slot, side, at: price)
    }

    private static let endless = Lots(.max / 4)
}
