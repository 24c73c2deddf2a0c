import Engine
import Execution
import Platform

/// What `mayak backtest` plays: configuration, data, and what the command line changes of both.
struct BacktestInput: Sendable {
    private let file: String
    private let configuration: String
    let dataset: String
    private let policy: ErrorPolicy
    private let isIdeal: Bool
    private let isFree: Bool

    /// - Throws: `UsageError`; ``CommandFailure`` where the configuration cannot be read.
    init(_ arguments: Arguments) throws {
        guard let file = arguments.positional(0) else { preconditionFailure("CONFIG is required") }
        self.file = file
        dataset = try arguments.required("dataset")
        policy = MarketDataset.policy(arguments)
        isIdeal = arguments.choice("latency") == false
        isFree = arguments.choice("fees") == false
        do {
            configuration = try FileBytes.readText(file, limit: 1 << 20)
        } catch {
            throw CommandFailure(.configuration, "mayak backtest: \(error)")
        }
    }

    /// - Parameter overrides: values by path, as `strategy.enter`.
    /// - Throws: `ConfigurationError`; ``CommandFailure`` of a calendar, or a file of delays, that cannot be read.
    func plan(set overrides: [(path: String, text: String)] = []) throws -> BacktestPlan {
        var plan = try BacktestPlan(configuration: configuration, named: file, set: overrides)
        try MeasuredDelays.apply(to: &plan)
        if isIdeal {
            plan.latency = .none
            plan.fillsAtTouch = true
        }
        if isFree { plan.fees = .none }
        try EngineCalendar.apply(to: &plan)
        return plan
    }

    /// Plays the data to its end, or until the watch is told to stop: then what came of it so far.
    ///
    /// - Throws: ``CommandFailure`` that names file and line of what is wrong with the data.
    func play(_ plan: BacktestPlan, _ watch: BacktestWatch) async throws -> BacktestResult {
        try await played(plan, watch, recordsDecisions: false).result
    }

    /// The same, with every decision of the strategies.
    func decisions(
        _ plan: BacktestPlan,
        _ watch: BacktestWatch
    ) async throws -> (result: BacktestResult, decisions: ContiguousArray<StrategyWish>) {
        let (result, decisions) = try await played(plan, watch, recordsDecisions: true)
        return (result, decisions ?? [])
    }

    /// How many events the data has.
    ///
    /// - Throws: ``CommandFailure`` that names file and line of what is wrong with the data.
    func eventCount() async throws -> Int {
        try await MarketDataset.reading(dataset, for: BacktestCommand.spec) {
            var feed = try MarketFile.open(dataset, policy: policy)
            var count = 0
            while try feed.next() != nil { count += 1 }
            return count
        }
    }

    private func played(
        _ plan: BacktestPlan,
        _ watch: BacktestWatch,
        recordsDecisions: Bool
    ) async throws -> (result: BacktestResult, decisions: ContiguousArray<StrategyWish>?) {
        try await MarketDataset.reading(dataset, for: BacktestCommand.spec) {
            var plan = plan
            if plan.instruments.isEmpty {
                plan.instruments = try MarketFile.instruments(of: dataset, policy: policy)
                    .filter { $0.code != plan.volatilityIndex }
            }
            let feed = try MarketFile.open(dataset, instruments: plan.codes, policy: policy)
            var backtest = Backtest(plan, feed, recordsDecisions: recordsDecisions)
            while try backtest.play(atMost: 2_000) {
                watch.note(backtest.progress, events: backtest.eventCount)
                // So that a stop is heard on a machine with one core.
                await Task.yield()
                if watch.isStopped { return (backtest.result(isPartial: true), backtest.decisions) }
            }
            return (backtest.result(), backtest.decisions)
        }
    }
}
