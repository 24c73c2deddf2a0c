import Market
package import Platform

/// A backtest on data that had no say in how the strategy was set: what was best on the past is tried on what came next.
///
/// The events are cut into equal parts, one more than there are folds. In each fold the values of a sweep compete on everything before a
/// part, and the winner plays that part alone, with a flat position.
package struct WalkForward: Sendable {
    package let folds: Int

    package struct Window: Hashable, Sendable {
        package let training: Range<Int>
        package let test: Range<Int>
    }

    /// What came of one fold.
    package struct Fold: Sendable {
        package let window: Window
        /// How the winner did where it was chosen; nil without a sweep.
        package let training: BacktestSweep.Run?
        package let test: BacktestSweep.Run

        package init(window: Window, training: BacktestSweep.Run?, test: BacktestSweep.Run) {
            self.window = window
            self.training = training
            self.test = test
        }
    }

    /// - Precondition: at least one fold.
    package init(folds: Int) {
        precondition(folds > 0, "nothing walks forward without a fold")
        self.folds = folds
    }

    /// The folds of so many events; nil where there are fewer events than parts.
    package func windows(of events: Int) -> [Window]? {
        guard events > folds else { return nil }
        func bound(_ part: Int) -> Int { Int((Int128(events) * Int128(part)) / Int128(folds + 1)) }
        return (1...folds).map { Window(training: 0..<bound($0), test: bound($0)..<bound($0 + 1)) }
    }

    /// - Parameter key: of the sweep; nil without one.
    package func report(_ done: [Fold], key: String?, over periods: MeasuredPeriods) -> JSON {
        func sum(_ part: (BacktestResult) -> Double) -> JSON { .double(done.reduce(0) { $0 + part($1.test.result) }) }
        return .object([
            .init("walk_forward", .int(Int64(folds))),
            .init("sweep", key.map { .string($0) } ?? .null),
            .init("period_seconds", .double(Double(periods.length.nanoseconds) / 1e9)),
            .init("periods_per_year", .double(periods.perYear)),
            .init("partial", .bool(done.count < folds || done.contains { $0.test.result.isPartial })),
            .init(
                "out_of_sample",
                .object([
                    .init("trades", .int(Int64(done.reduce(0) { $0 + $1.test.result.trades }))),
                    .init("pnl", sum { $0.profit.units }),
                    .init("fees", sum { $0.fees.units }),
                ])
            ),
            .init("folds", .array(done.map(\.json))),
        ])
    }
}

extension WalkForward.Fold {
    fileprivate var json: JSON {
        func events(_ range: Range<Int>) -> JSON {
            .object([.init("from", .int(Int64(range.lowerBound))), .init("to", .int(Int64(range.upperBound)))])
        }
        return .object([
            .init("training_events", events(window.training)),
            .init("training", training?.json ?? .null),
            .init("test_events", events(window.test)),
            .init("test", test.json),
        ])
    }
}
