import Glibc

/// The measures of an equity curve; what is not defined is nil, never infinite.
///
/// Rates and shares are fractions (0.05 is 5 %). Losses, drawdowns, value at risk and expected shortfall are told as positive
/// numbers. `docs/analytics.md` has each definition.
package struct PortfolioMeasures: Sendable {
    package let outcomes: Outcomes
    package let underwater: Underwater
    package let totalReturn: Double?
    /// The yearly growth that compounds to the total return; nil below a final equity of 0.
    package let growth: Double?
    /// Of the results in money.
    package let results: Moments
    /// Of the returns; nil where a period began without equity.
    package let returns: Moments?
    package let negativeReturns: Moments?
    package let tails: Tails?
    package let deflatedSharpe: Double?
    private let yearly: Double

    /// - Parameters:
    ///   - periodsPerYear: How many periods a year of trading has, more than 0.
    ///   - trials: See ``DeflatedSharpe``.
    ///   - trialDeviation: See ``DeflatedSharpe``.
    package init(_ curve: EquityCurve, periodsPerYear: Double, trials: Int = 1, trialDeviation: Double? = nil) {
        outcomes = Outcomes(curve.pnl)
        underwater = Underwater(curve)
        results = Moments(curve.pnl)
        yearly = periodsPerYear.squareRoot()
        let growthFactor = curve.equity.last.flatMap { ratio($0, curve.capital) }
        totalReturn = growthFactor.map { $0 - 1 }
        growth = growthFactor.flatMap {
            $0 < 0 ? nil : finite(pow($0, periodsPerYear / Double(curve.equity.count)) - 1)
        }
        let series = curve.returns
        returns = series.map { Moments($0) }
        negativeReturns = series.map { Moments($0.filter { $0 < 0 }) }
        tails = series.flatMap { Tails($0) }
        deflatedSharpe = returns.flatMap { moments in
            guard let deviation = moments.sampleDeviation, let sharpe = ratio(moments.mean, deviation),
                let skewness = moments.skewness, let kurtosis = moments.kurtosis
            else { return nil }
            return DeflatedSharpe.probability(
                sharpe: sharpe,
                skewness: skewness,
                kurtosis: kurtosis,
                periods: moments.count,
                trials: trials,
                deviation: trialDeviation
            )
        }
    }

    /// The mean return over its sample deviation, per year.
    package var sharpe: Double? { annual(returns?.sampleDeviation) }

    /// Van Tharp's system quality number: √n · mean / sample deviation of the results.
    package var systemQuality: Double? {
        results.sampleDeviation.flatMap { ratio(results.mean, $0) }.map { $0 * Double(results.count).squareRoot() }
    }

    /// Yearly growth over the deepest fall.
    package var calmar: Double? {
        guard let growth, let fall = underwater.deepestShare else { return nil }
        return ratio(growth, fall)
    }

    /// Every measure under the name it has in `metrics.json`, in its order.
    package var named: [(name: String, value: Double?)] {
        [
            ("n", Double(outcomes.count)), ("net", finite(outcomes.net)),
            ("gross_profit", finite(outcomes.grossProfit)), ("gross_loss", finite(outcomes.grossLoss)),
            ("profit_factor", outcomes.profitFactor),
            ("wins", Double(outcomes.wins)), ("losses", Double(outcomes.losses)), ("flat", Double(outcomes.flat)),
            ("win_rate_all", outcomes.winRateOfAll), ("win_rate_decided", outcomes.winRateOfDecided),
            ("avg_win", outcomes.averageWin), ("avg_loss", outcomes.averageLoss), ("payoff", outcomes.payoff),
            ("expectancy", outcomes.expectancy), ("sqn", systemQuality),
            ("max_drawdown_abs", finite(underwater.deepest)),
            ("max_drawdown_pct_of_peak", underwater.deepestShare),
            ("max_drawdown_length_periods", Double(underwater.longest)), ("ulcer_index", underwater.ulcerIndex),
            ("sharpe_ddof1", sharpe), ("sharpe_ddof0", annual(returns?.populationDeviation)),
            ("sortino_all_periods", annual(returns?.downsideDeviation)),
            ("sortino_std_of_negatives", annual(negativeReturns?.sampleDeviation)),
            ("volatility_ann", returns?.sampleDeviation.map { $0 * yearly }),
            ("calmar", calmar), ("cagr", growth), ("total_return", totalReturn),
            ("var95_linear_quantile", tails?.valueAtRisk95), ("es95", tails?.shortfall95),
            ("var99_linear_quantile", tails?.valueAtRisk99), ("es99", tails?.shortfall99),
            ("skew_population", returns?.skewness),
            ("kurtosis_excess_population", returns?.kurtosis.map { $0 - 3 }),
            ("max_consecutive_wins", Double(outcomes.longestWins)),
            ("max_consecutive_losses", Double(outcomes.longestLosses)),
            ("tail_ratio", tails?.ratio), ("deflated_sharpe", deflatedSharpe),
        ]
    }

    private func annual(_ deviation: Double?) -> Double? {
        guard let returns, let deviation else { return nil }
        return ratio(returns.mean * yearly, deviation)
    }
}

func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
