package import Market

/// Decides, book by book, what it wants of one instrument; a value with the instrument's own memory, and nothing else.
///
/// It neither sends orders nor knows of latency, fees or limits: whoever runs it turns the wish into orders.
package protocol Strategy: Sendable {
    /// Called for every book, after it has changed.
    mutating func decide(_ view: MarketView) -> StrategyWish

    /// Called for every trade of others; most strategies do not care.
    mutating func traded(_ event: MarketEvent)

    /// What was asked of the fallback; nil where a strategy has none.
    var fallback: HeuristicFallback.Tally? { get }

    /// How sure it was of its signals since its start; nil where a strategy does not say.
    var confidence: ConfidenceTally? { get }
}

extension Strategy {
    package mutating func traded(_: MarketEvent) {}
    package var fallback: HeuristicFallback.Tally? { nil }
    package var confidence: ConfidenceTally? { nil }
}

/// Signals, and how sure the strategy was of them.
package struct ConfidenceTally: Hashable, Sendable {
    package private(set) var signals = 0
    /// Of all their confidences, 0 to 1 each.
    package private(set) var sum = 0.0
    /// Of the latest; nil before the first.
    package private(set) var latest: Double?

    package init() {}

    mutating func add(_ confidence: Double) {
        signals += 1
        sum += confidence
        latest = confidence
    }
}

/// What a strategy may look at.
package struct MarketView {
    package let book: OrderBook
    /// When the house sees the book.
    package let time: Timestamp
    /// What is held, in parts of a lot: ``LotScale``.
    package let position: Lots
    package let priceStep: PriceStep
    /// The file's ready signal; a live feed has none.
    package let signal: Int8?
}

/// What a strategy wants to be true; the same wish again asks for nothing new.
package enum StrategyWish: Hashable, Sendable {
    /// Nothing new.
    case keep
    /// A position in parts of a lot, reached at once at market.
    case target(Lots)
    /// A resting order on each side, in parts of a lot; nil takes that side's order away.
    case quotes(bid: Price?, ask: Price?, lots: Lots)
}
