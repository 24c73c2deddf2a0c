/// What an order or a trade does: buys or sells.
///
/// The two sides of a book are another matter: ``BookSide``.
package enum Side: String, CaseIterable, Codable, Sendable {
    case buy, sell

    package var opposite: Side { self == .buy ? .sell : .buy }

    /// +1 for a purchase, -1 for a sale: what a fill adds to a position, times its lots.
    package var sign: Int64 { self == .buy ? 1 : -1 }

    /// The side of the book on which an order of this side rests.
    package var rests: BookSide { self == .buy ? .bid : .ask }

    /// The side of the book that an order of this side trades with.
    package var takes: BookSide { opposite.rests }
}

/// A side of an order book.
package enum BookSide: String, CaseIterable, Codable, Sendable {
    case bid, ask

    package var opposite: BookSide { self == .bid ? .ask : .bid }
}
