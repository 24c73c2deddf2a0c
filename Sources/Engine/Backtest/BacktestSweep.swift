package import Analytics
import Market
package import Platform

/// One backtest with each of several values of a key, and the best of them.
package struct BacktestSweep: Sendable {
    /// The path of the key, as `strategy.enter`.
    package let key: String
    package let values: [String]

    /// Reads `strategy.enter=0.5,0.6`; a key without a section is the strategy's.
    ///
    /// Returns nil where that is not the form, or a value comes twice.
    package init?(_ text: String) {
        let text = text.filter { !$0.isWhitespace }
        guard let equals = text.firstIndex(of: "=") else { return nil }
        let key = String(text[..<equals])
        let values = text[text.index(after: equals)...].split(separator: ",", omittingEmptySubsequences: false)
            .map(String.init)
        guard !key.isEmpty, !values.contains(where: \.isEmpty), Set(values).count == values.count else { return nil }
        self.key = key.contains(".") ? key : "strategy.\(key)"
        self.values = values
    }

    /// What came of one value.
    package struct Run: Sendable {
        /// Nil for the configuration's own.
        package let value: String?
        package let result: BacktestResult
        package let measures: PortfolioMeasures

        package init(value: String?, result: BacktestResult, measures: PortfolioMeasures) {
            self.value = value
            self.result = result
            self.measures = measures
        }
    }

    /// The runs in the order of the values.
    package func report(_ runs: [Run], over periods: MeasuredPeriods) -> JSON {
        let winner = Self.best(runs)
        let deflated = winner.flatMap { winner in
            periods.measures(of: winner.result, trials: runs.count, trialDeviation: Self.deviation(runs, periods))
                .deflatedSharpe
        }
        return .object([
            .init("sweep", .string(key)),
            .init("period_seconds", .double(Double(periods.length.nanoseconds) / 1e9)),
            .init("periods_per_year", .double(periods.perYear)),
            .init("winner", winner?.value.map { .string($0) } ?? .null),
            .init("deflated_sharpe", deflated.map { .double($0) } ?? .null),
            .init("partial", .bool(runs.count < values.count || runs.contains { $0.result.isPartial })),
            .init("runs", .array(runs.map(\.json))),
        ])
    }

    /// The one with the highest Sharpe ratio, the first of equals; nil where none has one.
    ///
    /// One that was stopped on its way has seen other data than the rest, and does not compete.
    package static func best(_ runs: [Run]) -> Run? {
        runs.filter { $0.measures.sharpe != nil && !$0.result.isPartial }
            .reduce(nil) { best, run in
                guard let best, let known = best.measures.sharpe, let sharpe = run.measures.sharpe else { return run }
                return sharpe > known ? run : best
            }
    }

    /// Of the runs' Sharpe ratios, per period; nil below two.
    private static func deviation(_ runs: [Run], _ periods: MeasuredPeriods) -> Double? {
        Moments(runs.compactMap(\.measures.sharpe).map { $0 / periods.perYear.squareRoot() }).sampleDeviation
    }
}

extension BacktestSweep.Run {
    /// Its value and main figures.
    var json: JSON {
        func number(_ value: Double?) -> JSON { value.map { .double($0) } ?? .null }
        return .object([
            .init("value", value.map { .string($0) } ?? .null),
            .init("partial", .bool(result.isPartial)),
            .init("trades", .int(Int64(result.trades))),
            .init("pnl", .double(result.profit.units)),
            .init("fees", .double(result.fees.units)),
            .init("win_rate", number(BacktestResult.winRate(result.closedTrades))),
            .init("max_drawdown", .double(result.maxDrawdown.units)),
            .init("sharpe_ddof1", number(measures.sharpe)),
        ])
    }
}
