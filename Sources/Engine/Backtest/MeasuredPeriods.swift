package import Analytics
import Market
import Platform

/// The equal spans of time over which the measures of a backtest are reckoned.
///
/// A span counts where a book came in it, with the equity after its last one: nights and breaks are no flat periods.
package struct MeasuredPeriods: Hashable, Sendable {
    /// Default one minute.
    package var length: Duration = .seconds(60)
    /// Default those of the exchange: 252 days of 525 minutes, 10:00 to 18:45.
    package var perYear = 252.0 * 525

    package init() {}

    /// The equity at the end of each period, and when it began, in UTC.
    ///
    /// Where the plan names no capital the profit is added to the seed's, ``BacktestPlan/usualCapital``.
    package func curve(of result: BacktestResult) -> (curve: EquityCurve, names: [String]) {
        let capital = result.start ?? BacktestPlan.usualCapital
        let base = result.start == nil ? capital.units : 0
        let nanoseconds = length.nanoseconds
        var equity: [Double] = []
        var names: [String] = []
        var last: Int64?
        for (time, value) in zip(result.times, result.curve) {
            let period = time.nanoseconds.dividedRoundingDown(by: nanoseconds)
            if period == last {
                equity[equity.count - 1] = base + value.units
            } else {
                equity.append(base + value.units)
                names.append(RFC3339.text(Timestamp(nanoseconds: period * nanoseconds)))
                last = period
            }
        }
        return (EquityCurve(capital: capital.units, equity: equity), names)
    }

    /// - Parameters:
    ///   - trials: how many variants were tried, this the best of them.
    ///   - trialDeviation: of their Sharpe ratios, per period.
    package func measures(of result: BacktestResult, trials: Int = 1, trialDeviation: Double? = nil)
        -> PortfolioMeasures
    {
        PortfolioMeasures(
            curve(of: result).curve,
            periodsPerYear: perYear,
            trials: trials,
            trialDeviation: trialDeviation
        )
    }

    /// The page and the pictures of a result.
    package func tearsheet(
        of result: BacktestResult,
        title: String,
        _ language: TearsheetLanguage = .english
    ) -> Tearsheet {
        let (curve, names) = curve(of: result)
        let measures = PortfolioMeasures(curve, periodsPerYear: perYear)
        return Tearsheet(title: title, curve: curve, periods: names, measures: measures, language: language)
    }
}
