package import Market

/// Quotes both sides a number of steps away from the best prices, and no further than `mostLots` from flat.
///
/// The plainest of market makers: it exists to put orders into the queue model.
package struct TwoSidedQuotes: Strategy {
    /// Price steps behind the best price of the own side; 0 joins it.
    package let distance: Int64
    /// Per quote, in parts of a lot.
    package let lots: Lots
    /// The largest position either way, in parts of a lot.
    package let mostLots: Lots

    package init(distance: Int64, lots: Lots, mostLots: Lots) {
        self.distance = distance
        self.lots = lots
        self.mostLots = mostLots
    }

    package mutating func decide(_ view: MarketView) -> StrategyWish {
        guard let bid = view.book.bids.first, let ask = view.book.asks.first, bid.price < ask.price else {
            return .quotes(bid: nil, ask: nil, lots: lots)
        }
        let held = view.position.count
        return .quotes(
            // A price beyond the largest there is quotes nothing, on either side.
            bid: held + lots.count > mostLots.count ? nil : try? view.priceStep.moved(bid.price, by: -distance),
            ask: held - lots.count < -mostLots.count ? nil : try? view.priceStep.moved(ask.price, by: distance),
            lots: lots
        )
    }
}
