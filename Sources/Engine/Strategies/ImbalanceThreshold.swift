import Analytics
package import Market

/// Follows the imbalance of the book: above `enter` it wants to be long, below -`enter` short, strictly inside ±`exit` flat, and in
/// between what it was.
package struct ImbalanceThreshold: Strategy {
    /// Levels of each side that count.
    package let depth: Int
    package let enter: Double
    package let exit: Double
    /// What is wanted when not flat, in parts of a lot.
    package let lots: Lots

    package init(depth: Int, enter: Double, exit: Double, lots: Lots) {
        self.depth = depth
        self.enter = enter
        self.exit = exit
        self.lots = lots
    }

    package mutating func decide(_ view: MarketView) -> StrategyWish {
        // A book that lacks a side offers nothing to trade with.
        guard !view.book.bids.isEmpty, !view.book.asks.isEmpty,
            let imbalance = BookImbalance.levels(depth, of: view.book)
        else { return .keep }
        if imbalance > enter { return .target(lots) }
        if imbalance < -enter { return .target(Lots(-lots.count)) }
        return imbalance.magnitude < exit ? .target(.zero) : .keep
    }
}
