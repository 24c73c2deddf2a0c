package import Market

/// What the last risk check of a day found; rates and shares are fractions, losses positive.
package struct RiskReading: Hashable, Sendable {
    package var date: CivilDate
    package var at: Timestamp
    package var equity: Money
    /// Holdings to equity.
    package var exposure: Double
    package var positions: Int
    /// The largest holding, and what part of the equity it is; nil where nothing is held.
    package var largest: String?
    package var largestShare: Double
    package var drawdown, dayLoss, totalLoss: Double
    /// Of a day, 95 %, and the mean of what lies beyond; nil with too few returns.
    package var valueAtRisk, shortfall: Double?
    /// A year; nil with too few returns.
    package var volatility: Double?
    /// True while new positions are half as large.
    package var isReduced: Bool
    /// True while nothing opens for the size or the number of what is held.
    package var isClosed: Bool
    /// What is wrong, for people; empty where nothing is.
    package var findings: String

    package init(
        date: CivilDate,
        at: Timestamp,
        equity: Money,
        exposure: Double,
        positions: Int,
        largest: String?,
        largestShare: Double,
        drawdown: Double,
        dayLoss: Double,
        totalLoss: Double,
        valueAtRisk: Double?,
        shortfall: Double?,
        volatility: Double?,
        isReduced: Bool,
        isClosed: Bool = false,
        findings: String
    ) {
        self.date = date
        self.at = at
        self.equity = equity
        self.exposure = exposure
        self.positions = positions
        self.largest = largest
        self.largestShare = largestShare
        self.drawdown = drawdown
        self.dayLoss = dayLoss
        self.totalLoss = totalLoss
        self.valueAtRisk = valueAtRisk
        self.shortfall = shortfall
        self.volatility = volatility
        self.isReduced = isReduced
        self.isClosed = isClosed
        self.findings = findings
    }
}
