import Execution
import Market

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
