/// The worst and the best returns.
package struct Tails: Hashable, Sendable {
    /// The loss that 5 % of the returns reach or exceed: the 5 % quantile, interpolated, with its sign turned.
    package let valueAtRisk95: Double
    package let valueAtRisk99: Double
    /// The mean loss of the returns at or below that quantile.
    package let shortfall95: Double
    package let shortfall99: Double
    /// The 95 % quantile over the 5 % quantile, without signs; nil where the latter is 0.
    package let ratio: Double?

    /// Returns nil without returns.
    package init?(_ returns: [Double]) {
        var quantiles = Quantiles(returns)
        guard let fifth = quantiles.quantile(0.05), let first = quantiles.quantile(0.01),
            let upper = quantiles.quantile(0.95)
        else { return nil }
        valueAtRisk95 = -fifth
        valueAtRisk99 = -first
        shortfall95 = Self.shortfall(returns, upTo: fifth)
        shortfall99 = Self.shortfall(returns, upTo: first)
        ratio = Analytics.ratio(abs(upper), abs(fifth))
    }

    private static func shortfall(_ returns: [Double], upTo limit: Double) -> Double {
        var sum = 0.0
        var count = 0
        for value in returns where value <= limit {
            sum += value
            count += 1
        }
        // The smallest return lies at or below any quantile; rounding of the interpolation must not leave none.
        return count == 0 ? -limit : -sum / Double(count)
    }
}
