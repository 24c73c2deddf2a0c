package import Platform

/// How the portfolio of the daily jobs is traded and watched, the section `portfolio`.
///
/// How large a position may be and how many there may be is said by `orchestrator` (seed 001). The defaults of stop, take-profit and losses are
/// those of the seed's risk file.
package struct PortfolioOptions: ConfigurationSection, Hashable {
    /// Share of the equity that is lost when a position's stop is reached; default 0.02.
    package var riskPerTrade = 0.02
    /// A stop is no farther from the entry than this fraction; default 0.05.
    package var stopLoss = 0.05
    /// Gain at which a position is sold, a fraction; default 0.1.
    package var takeProfit = 0.1
    /// Closed trades of a strategy, in a year, from which on half of Kelly's fraction limits its risk; default 20.
    package var kellyTrades = 20
    /// Fee of a purchase or a sale, in hundredths of a per cent of its value; default 5.
    package var feeBasisPoints = 5.0
    /// Loss of a day, a fraction of the equity it began with: from the first on positions are half as large, from the second on nothing
    /// opens until a person resumes; default 0.03 and 0.05.
    package var dailyLossReduced = 0.03
    package var dailyLossHalt = 0.05
    /// The same for the fall below the highest equity; default 0.15 and 0.2.
    package var drawdownReduced = 0.15
    package var drawdownHalt = 0.2
    /// Loss of the capital at which everything is sold; default 0.28.
    package var liquidationLoss = 0.28
    /// Value at risk of a day (95 %), a fraction of the equity; default 0.05 and 0.08.
    package var valueAtRiskReduced = 0.05
    package var valueAtRiskHalt = 0.08
    /// Volatility of the holdings a year, above which positions are half as large; default 0.4.
    package var volatilityReduced = 0.4
    /// By what part of the limit of its size a position may outgrow it before nothing new opens; default 0.25.
    package var sizeGrowth = 0.25

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
        riskPerTrade = fraction(
            &reader,
            "risk_per_trade",
            riskPerTrade,
            "Share of the equity that is lost when a position's stop is reached"
        )
        stopLoss = fraction(&reader, "stop_loss", stopLoss, "The farthest a stop lies below the entry")
        takeProfit = fraction(&reader, "take_profit", takeProfit, "Gain at which a position is sold")
        kellyTrades = reader.integer(
            "portfolio.kelly_trades",
            "MAYAK_PORTFOLIO_KELLY_TRADES",
            default: kellyTrades,
            in: 2...10_000,
            unit: "trades",
            "Closed trades of a strategy in a year from which on half of Kelly's fraction limits its risk"
        )
        feeBasisPoints = reader.number(
            "portfolio.fee_bps",
            "MAYAK_PORTFOLIO_FEE_BPS",
            default: feeBasisPoints,
            in: 0...1_000,
            unit: "basis points",
            "Fee of a purchase or a sale on paper"
        )
        dailyLossReduced = fraction(
            &reader,
            "daily_loss_reduced",
            dailyLossReduced,
            "Loss of a day from which on new positions are half as large"
        )
        dailyLossHalt = fraction(
            &reader,
            "daily_loss_halt",
            dailyLossHalt,
            "Loss of a day from which on nothing opens until a person resumes"
        )
        drawdownReduced = fraction(
            &reader,
            "drawdown_reduced",
            drawdownReduced,
            "Fall below the highest equity from which on new positions are half as large"
        )
        drawdownHalt = fraction(
            &reader,
            "drawdown_halt",
            drawdownHalt,
            "Fall below the highest equity from which on nothing opens until a person resumes"
        )
        liquidationLoss = fraction(
            &reader,
            "liquidation_loss",
            liquidationLoss,
            "Loss of the capital at which everything is sold"
        )
        valueAtRiskReduced = fraction(
            &reader,
            "value_at_risk_reduced",
            valueAtRiskReduced,
            "Value at risk of a day from which on new positions are half as large"
        )
        valueAtRiskHalt = fraction(
            &reader,
            "value_at_risk_halt",
            valueAtRiskHalt,
            "Value at risk of a day from which on nothing opens until a person resumes"
        )
        volatilityReduced = fraction(
            &reader,
            "volatility_reduced",
            volatilityReduced,
            "Yearly volatility of the holdings above which new positions are half as large"
        )
        sizeGrowth = fraction(
            &reader,
            "size_growth",
            sizeGrowth,
            "Part of the limit of its size by which a position may outgrow it before nothing new opens"
        )
    }

    /// A key of this section whose value is a fraction.
    private func fraction(
        _ reader: inout ConfigurationReader,
        _ key: String,
        _ usual: Double,
        _ meaning: String
    ) -> Double {
        reader.number(
            "portfolio.\(key)",
            "MAYAK_PORTFOLIO_\(key.uppercased())",
            default: usual,
            in: 0.0001...10,
            unit: "a fraction",
            meaning
        )
    }
}
