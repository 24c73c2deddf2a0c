/// What an order or a trade does: buys or sells.
///
/// The two sides of a book are another matter: ``BookSide``.
public enum Side: String, CaseIterable, Codable, Sendable {
    case buy, sell

    // The one that comes with a raw type compares texts.
    @inlinable
    public static func == (left: Side, right: Side) -> Bool {
        switch (left, right) {
        case (.buy, .buy), (.sell, .sell): true
        case (.buy, .sell), (.sell, .buy): false
        }
    }

    @inlinable public var opposite: Side { self == .buy ? .sell : .buy }

    /// +1 for a purchase, -1 for a sale: what a fill adds to a position, times its lots.
    @inlinable public var sign: Int64 { self == .buy ? 1 : -1 }

    /// The side of the book on which an order of this side rests.
    @inlinable public var rests: BookSide { self == .buy ? .bid : .ask }

    /// The side of the book that an order of this side trades with.
    @inlinable public var takes: BookSide { opposite.rests }
}

/// A side of an order book.
public enum BookSide: String, CaseIterable, Codable, Sendable {
    case bid, ask

    // The one that comes with a raw type compares texts.
    @inlinable
    public static func == (left: BookSide, right: BookSide) -> Bool {
        switch (left, right) {
        case (.bid, .bid), (.ask, .ask): true
        case (.bid, .ask), (.ask, .bid): false
        }
    }

    @inlinable public var opposite: BookSide { self == .bid ? .ask : .bid }
}
