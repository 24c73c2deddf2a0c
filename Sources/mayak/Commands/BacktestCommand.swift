import Engine
import Execution
import Market
import Platform

/// `mayak backtest`: a strategy played against recorded books.
enum BacktestCommand: Command {
    static let spec = CommandSpec(
        "backtest",
        summary: "Play a strategy against a file of recorded market data",
        details: """
            CONFIG is YAML, or JSON where its name ends in .json:

              strategy: {name: imbalance_threshold, depth: 5, enter: 0.6, exit: 0.1}
              instruments: {SBER: {lot: 1, price_step: 0.01}}

            The report is JSON: trades, pnl, win_rate, max_drawdown, equity_curve, target_changes, final_cash, final_position and more;
            the same input gives the same bytes. With --no-latency orders act at once and fill whole at the best price; otherwise they
            travel, and take from the book level by level. docs/engine.md lists the keys, strategies and rules.

            Exit 65: the data cannot be read; 78: the configuration is wrong. Both name file and line.
            """,
        positionals: [PositionalSpec("CONFIG", "Strategy and instruments")],
        options: [
            .value("dataset", "FILE", "The market data"),
            .value("output", "FILE", "Where to write the report"),
            .flag("latency", "Let orders and reports travel, and the book limit them (the default)", negatable: true),
            .flag("fees", "Charge the fees of the configuration (the default)", negatable: true),
            MarketDataset.onError,
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let dataset = try arguments.required("dataset")
        let output = try arguments.required("output")
        var plan = try plan(arguments)
        if arguments.choice("latency") == false {
            plan.latency = .none
            plan.fillsAtTouch = true
        }
        if arguments.choice("fees") == false { plan.fees = .none }
        let policy = MarketDataset.policy(arguments)
        let result = try MarketDataset.reading(dataset, for: spec) {
            if plan.instruments.isEmpty { plan.instruments = try MarketFile.instruments(of: dataset, policy: policy) }
            let feed = try MarketFile.open(dataset, instruments: plan.instruments.map(\.code), policy: policy)
            return try play(plan, feed)
        }
        MarketDataset.tell(result.skipped, of: dataset)
        try FileBytes.replace(output, result.json.bytes + [0x0A], keepsPermissions: true)
        print(
            "\(output): \(result.events) events, \(result.trades) trades, P&L \(result.profit), "
                + "cash \(result.cash), fees \(result.fees)"
        )
    }

    private static func plan(_ arguments: Arguments) throws -> BacktestPlan {
        guard let path = arguments.positional(0) else { preconditionFailure("CONFIG is required") }
        let text: String
        do {
            text = try FileBytes.readText(path, limit: 1 << 20)
        } catch {
            throw CommandFailure(.configuration, "mayak backtest: \(error)")
        }
        return try BacktestPlan(configuration: text, named: path)
    }

    private static func play(_ plan: BacktestPlan, _ feed: some MarketFeed) throws(FeedError) -> BacktestResult {
        var backtest = Backtest(plan, feed)
        _ = try backtest.play()
        return backtest.result()
    }
}
