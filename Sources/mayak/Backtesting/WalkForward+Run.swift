import Engine
import Platform

extension WalkForward {
    /// Plays the folds in order of time.
    ///
    /// - Parameter sweep: whose values compete; nil plays the configuration as it is.
    /// - Returns: the folds done; fewer where it was stopped.
    /// - Throws: ``CommandFailure`` for data with too few events, and what the sweep throws.
    func run(
        _ input: BacktestInput,
        _ sweep: BacktestSweep?,
        over periods: MeasuredPeriods,
        _ watch: BacktestWatch
    ) async throws -> [Fold] {
        let events = try await input.eventCount()
        guard let windows = windows(of: events) else {
            throw CommandFailure(
                .data,
                "mayak backtest: \(input.dataset): \(events) events are too few for \(folds) folds"
            )
        }
        var done: [Fold] = []
        for window in windows where !watch.isStopped {
            let runs = try await sweep?.run(input, over: periods, in: window.training, watch)
            if watch.isStopped { break }
            let best = runs.flatMap { BacktestSweep.best($0) ?? $0.first }
            var plan = try input.plan()
            if let sweep, let value = best?.value { plan = try sweep.plan(input, value, in: window.test) }
            plan.window = window.test
            let result = try await input.play(plan, watch)
            let test = BacktestSweep.Run(
                value: best?.value,
                result: result,
                measures: periods.measures(of: result)
            )
            done.append(Fold(window: window, training: best, test: test))
        }
        return done
    }
}
