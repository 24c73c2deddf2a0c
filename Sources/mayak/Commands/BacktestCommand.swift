import Analytics
import Engine
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

            Ctrl-C leaves a report that says "partial": true, and exit 1.

            mayak backtest plan.yaml --dataset books.jsonl --output report.json --tearsheet page
            mayak backtest plan.yaml --dataset books.jsonl --output sweep.json --sweep enter=0.4,0.5,0.6

            Exit 65: the data cannot be read; 78: the configuration is wrong. Both name file and line.
            """,
        positionals: [PositionalSpec("CONFIG", "Strategy and instruments")],
        options: [
            .value("dataset", "FILE", "The market data"),
            .value("output", "FILE", "Where to write the report"),
            .flag("latency", "Let orders and reports travel, and the book limit them (the default)", negatable: true),
            .value("tearsheet", "DIR", "Write a page with pictures and all measures there"),
            .value("sweep", "KEY=A,B,C", "Play once with each value, on all cores, and compare"),
            .value("period", "S", "Seconds of a period of the measures", default: "60"),
            .value("periods-per-year", "N", "How many of them a year of trading has", default: "132300"),
            .flag("fees", "Charge the fees of the configuration (the default)", negatable: true),
            MarketDataset.onError,
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        let input = try BacktestInput(arguments)
        let output = try arguments.required("output")
        let periods = try periods(arguments)
        if let text = arguments.string("sweep") {
            guard let sweep = BacktestSweep(text) else {
                throw arguments.invalid(
                    "sweep",
                    text,
                    expecting: "a key and different values, such as strategy.enter=0.5,0.6"
                )
            }
            return try await run(sweep, input, periods, to: output)
        }
        let plan = try input.plan()
        let watch = BacktestWatch()
        let result = try await input.play(plan, watch)
        watch.end()
        MarketDataset.tell(result.skipped, of: input.dataset)
        try write(result.json(over: periods), to: output)
        if let folder = arguments.string("tearsheet") {
            try periods.tearsheet(of: result, title: "\(plan.strategy.name.rawValue), \(input.dataset)").write(
                to: folder
            )
        }
        print(
            "\(output): \(result.events) events, \(result.trades) trades, P&L \(result.profit), "
                + "cash \(result.cash), fees \(result.fees)"
        )
        try refusePartial(result.isPartial)
    }

    private static func run(
        _ sweep: BacktestSweep,
        _ input: BacktestInput,
        _ periods: MeasuredPeriods,
        to output: String
    ) async throws {
        let runs = try await sweep.run(input, over: periods)
        let report = sweep.report(runs, over: periods)
        try write(report, to: output)
        let width = max(sweep.key.count, sweep.values.map(\.count).max() ?? 0)
        print("\(sweep.key.padded(to: width))  trades  P&L  max drawdown  Sharpe")
        for run in runs {
            let sharpe = run.measures.sharpe.map { "\($0)" } ?? "-"
            print(
                "\(run.value.padded(to: width))  \(run.result.trades)  \(run.result.profit)  \(run.result.maxDrawdown)  \(sharpe)"
            )
        }
        print("best: \(BacktestSweep.best(runs)?.value ?? "none")")
        try refusePartial(runs.count < sweep.values.count || runs.contains { $0.result.isPartial })
    }

    private static func write(_ report: JSON, to output: String) throws {
        try FileBytes.replace(output, report.bytes + [0x0A], keepsPermissions: true)
    }

    /// The report is there and says so too.
    private static func refusePartial(_ isPartial: Bool) throws {
        if isPartial {
            throw CommandFailure(.failure, "mayak backtest: stopped before the end of the data: the report is partial")
        }
    }

    private static func periods(_ arguments: Arguments) throws -> MeasuredPeriods {
        var periods = MeasuredPeriods()
        if let seconds = try arguments.number("period", in: 0.001...86_400) {
            periods.length = .nanoseconds(Int64(seconds * 1e9))
        }
        if let count = try arguments.number("periods-per-year", in: 1...1e9) { periods.perYear = count }
        return periods
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
