import Execution
import Market
import Store

/// How much a portfolio may hold: what seed 001 says of the size and the number of positions.
package struct PortfolioLimits: Hashable, Sendable {
    /// Of one share, a fraction of the equity; default 0.1.
    package var largestPosition = 0.1
    /// Shares that are held at a time; default 20.
    package var mostPositions = 20

    package init(largestPosition: Double = 0.1, mostPositions: Int = 20) {
        self.largestPosition = largestPosition
        self.mostPositions = mostPositions
    }

    /// What keeps anything from opening: more positions than are allowed, or one that has outgrown its limit; nil where neither is.
    ///
    /// - Parameters:
    ///   - largest: the largest holding, and what part of the equity it is.
    ///   - growth: by what part of the limit a position may outgrow it, which a rise of its price does at once.
    func breach(positions: Int, largest: (secid: SecID, share: Double)?, growth: Double) -> String? {
        if positions > mostPositions { return "\(positions) positions are held, \(mostPositions) are allowed" }
        let allowed = largestPosition * (1 + growth)
        guard let (secid, share) = largest, share > allowed + 1e-12 else { return nil }
        return "\(secid) is \(RiskCheck.percent(share)) of the equity, \(RiskCheck.percent(allowed)) are allowed"
    }

    /// The same of a portfolio as it was last valued.
    func breach(of portfolio: Portfolio, growth: Double) -> String? {
        let equity = portfolio.equity.units
        let shares = portfolio.held.map { (secid: $0, share: (portfolio.holdings[$0]?.value.units ?? 0) / equity) }
        let largest = equity > 0 ? shares.max { $0.share < $1.share } : nil
        return breach(positions: portfolio.holdings.count, largest: largest, growth: growth)
    }

    /// The limits of `Execution` for an equity: no credit, and no other limit than those of a portfolio.
    ///
    /// Losses are ``RiskCheck``'s affair, which looks at the whole curve.
    func riskLimits(equity: Money, riskPerTrade: Double) -> RiskLimits {
        var limits = RiskLimits()
        limits.capitalBase = max(equity.units, 0)
        limits.maxRiskPerInstrument = riskPerTrade
        limits.maxExposurePct = largestPosition
        limits.maxGrossExposure = limits.capitalBase
        limits.maxPosition = 1_000_000_000
        limits.maxOrdersPerMinute = 1_000
        limits.maxDailyLoss = 1e15
        limits.dailyLossLimitPct = 1
        limits.maxConsecutiveLosses = .max
        return limits
    }
}
