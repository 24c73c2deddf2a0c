package import Execution
package import Market

/// Where a purchase is given up and where it has brought enough.
package struct EntryPlan: Hashable, Sendable {
    /// 1.8 average ranges of five days below the entry, no farther than ``PortfolioOptions/stopLoss``.
    package let stop: ProtectiveStop
    package let take: Price

    /// - Parameter range: ATR of five days, in units of price.
    /// - Throws: kind `overflow`.
    package init(
        entry: Price,
        range: Double,
        step: PriceStep,
        _ options: PortfolioOptions
    ) throws(NumberError) {
        // The range itself is cut, so that the stop keeps the shorter distance when it follows the price; a trace less, since a distance is
        // rounded up and the rounding of a quotient must not cost a step.
        let widest = entry.double * options.stopLoss / ProtectiveStop.rangeShare * (1 - 1e-12)
        stop = try ProtectiveStop(
            .buy,
            entry: entry,
            averageRange: min(range, widest),
            spread: .zero,
            step: step
        )
        guard let target = Price(rounding: entry.double * (1 + options.takeProfit)) else {
            throw NumberError(.overflow, "a take-profit above \(entry) is beyond the largest price")
        }
        take = try step.rounded(target, for: .sell)
    }
}
