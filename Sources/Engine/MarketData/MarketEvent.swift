package import Market

/// One thing that happened on the market, without the book that it may have led to.
package struct MarketEvent: Hashable, Sendable {
    package enum Kind: UInt8, Hashable, Sendable {
        /// The book has changed; ``MarketFeed/apply(to:)`` makes the change.
        case book
        case trade
    }

    package var kind = Kind.book
    package var slot = InstrumentSlot(0)
    /// When it happened at the exchange, or was received where the file knows nothing else.
    package var time = Timestamp(nanoseconds: 0)
    /// Of a trade.
    package var price = Price.zero
    /// Of a trade, in hundred-millionths of a lot: ``LotScale``.
    package var lots = Lots.zero
    /// Of a trade the side that took.
    package var aggressor = Side.buy
    /// A book's ready signal, -1, 0 or 1, where the file has one (`signal` of the seed's backtest files).
    package var signal: Int8?

    package init() {}
}

/// How many parts a lot has in the files, books and paper orders of the engine.
///
/// Sizes of real books are fractions where coins are traded; counted in parts of a lot they are whole numbers, and so is the money.
package enum LotScale {
    /// Eight decimals.
    package static let decimals = 8
    package static let perLot: Int64 = 100_000_000
    /// The largest size of a level or a trade, a thousand million lots: sums over a book's levels stay far from an overflow.
    package static let most: Int64 = 1_000_000_000 * perLot

    /// Whole lots in parts.
    package static func lots(_ count: Int64) -> Lots { Lots(count * perLot) }

    /// For reports and statistics.
    package static func units(_ lots: Lots) -> Double { Double(lots.count) / Double(perLot) }
}
