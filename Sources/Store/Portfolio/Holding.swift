package import Market

/// A share that a portfolio holds, with the prices at which it is sold.
package struct Holding: Hashable, Sendable {
    package var secid: SecID
    package var strategy: StrategyName
    package var openedOn: CivilDate
    package var lots: Lots
    package var lotSize: Int
    /// Average price of the purchase.
    package var entry: Price
    /// The protective stop: where it stands, how far behind the best price, and the best close since the entry.
    package var stop, stopDistance, best: Price
    package var take: Price
    /// The last price that was seen.
    package var mark: Price

    package init(
        secid: SecID,
        strategy: StrategyName,
        openedOn: CivilDate,
        lots: Lots,
        lotSize: Int,
        entry: Price,
        stop: Price,
        stopDistance: Price,
        best: Price,
        take: Price,
        mark: Price
    ) {
        self.secid = secid
        self.strategy = strategy
        self.openedOn = openedOn
        self.lots = lots
        self.lotSize = lotSize
        self.entry = entry
        self.stop = stop
        self.stopDistance = stopDistance
        self.best = best
        self.take = take
        self.mark = mark
    }

    /// At the last price that was seen.
    package var value: Money { Money(mark, lots, lotValue: lotPrice) }

    /// What a lot is worth when the price is 1.
    package var lotPrice: Price { Price(lotOf: lotSize) }
}

extension Price {
    /// The value of a lot of so many shares when the price is 1.
    package init(lotOf shares: Int) {
        // Lots have at most a million shares, which is far below the largest price; one beyond counts as the largest.
        self = (try? Price(units: Int64(shares), nano: 0)) ?? .limit
    }
}
