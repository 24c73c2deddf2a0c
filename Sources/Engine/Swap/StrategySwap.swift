import Market

/// One strategy in the place of another while trading goes on: at first in its shadow, then in its seat.
package struct StrategySwap: Hashable, Sendable {
    package let strategy: StrategyChoice
    /// Books of an instrument before its shadow begins.
    package var afterBooks = 0
    /// Books over which both are asked and only the old one is followed.
    package var shadowBooks = 100

    package init(_ strategy: StrategyChoice) {
        self.strategy = strategy
    }
}

/// What came of asking both at the same books.
package struct ShadowComparison: Hashable, Sendable {
    package fileprivate(set) var books = 0
    /// Books after which both wanted the same position.
    package fileprivate(set) var agreed = 0
    /// What the wanted positions would have brought at the mids, without costs, per unit of the lot's value.
    package fileprivate(set) var oldGain = 0.0
    package fileprivate(set) var newGain = 0.0
    /// Whether the new one is followed by now.
    package fileprivate(set) var isHandedOver = false
}

/// The two strategies of one instrument during a swap.
struct SwapState: Sendable {
    private var shadow: any Strategy
    private var waiting: Int
    private var left: Int
    /// What the new one wants; nil while it has not said.
    private(set) var target: Lots?
    private(set) var comparison = ShadowComparison()
    private var lastMid: Double?
    private var oldTarget = Lots.zero

    init(_ swap: StrategySwap) {
        shadow = swap.strategy.made()
        waiting = swap.afterBooks
        left = swap.shadowBooks
    }

    /// Asks the new strategy too.
    ///
    /// - Parameter wanted: by the old one, before this book's wish is taken.
    /// - Returns: The new strategy where it takes over with the next book.
    mutating func look(_ view: MarketView, _ wish: StrategyWish, wanted: Lots) -> (any Strategy)? {
        guard !comparison.isHandedOver else { return nil }
        guard waiting == 0 else {
            waiting -= 1
            return nil
        }
        reckon(view)
        oldTarget = if case .target(let lots) = wish { lots } else { wanted }
        if case .target(let lots) = shadow.decide(view) { target = lots }
        comparison.books += 1
        if (target ?? .zero) == oldTarget { comparison.agreed += 1 }
        left -= 1
        guard left <= 0 else { return nil }
        comparison.isHandedOver = true
        return shadow
    }

    mutating func traded(_ event: MarketEvent) {
        if !comparison.isHandedOver { shadow.traded(event) }
    }

    /// What both positions made since the book before.
    private mutating func reckon(_ view: MarketView) {
        guard let bid = view.book.bids.first, let ask = view.book.asks.first else { return }
        let mid = Double(bid.price.nanos + ask.price.nanos) / 2e9
        if let lastMid {
            comparison.oldGain += (mid - lastMid) * LotScale.units(oldTarget)
            comparison.newGain += (mid - lastMid) * LotScale.units(target ?? .zero)
        }
        lastMid = mid
    }
}
