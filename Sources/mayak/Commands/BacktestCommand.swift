import Analytics
import Engine
import FoundationEssentials
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
            mayak backtest plan.yaml --dataset books.jsonl --output walk.json --sweep enter=0.4,0.5,0.6 --walk-forward

            --walk-forward cuts the events into equal parts: on each but the first plays what was best on everything before it.
            --check-lookahead plays beginnings of the data too, and compares every decision: exit 1 where one differs.

            Exit 65: the data cannot be read; 78: the configuration is wrong. Both name file and line.
            """,
        positionals: [PositionalSpec("CONFIG", "Strategy and instruments")],
        options: [
            .value("dataset", "FILE", "The market data"),
            .value("output", "FILE", "Where to write the report"),
            .flag("latency", "Let orders and reports travel, and the book limit them (the default)", negatable: true),
            .value("tearsheet", "DIR", "Write a page with pictures and all measures there; of a sweep heatmap.png"),
            TearsheetCommand.languageOption,
            .value("sweep", "KEY=A,B,C", "Play once with each value, on all cores, and compare"),
            .flag(
                "walk-forward",
                "Choose on the past, play what came next (with --sweep; else the configuration alone)"
            ),
            .value("folds", "N", "How often --walk-forward does so", default: "4"),
            .flag("check-lookahead", "Compare the decisions with those on beginnings of the data"),
            .value("period", "S", "Seconds of a period of the measures", default: "60"),
            .value("periods-per-year", "N", "How many of them a year of trading has", default: "132300"),
            .flag("fees", "Charge the fees of the configuration (the default)", negatable: true),
            MarketDataset.onError,
        ]
    )

    static func run(_ arguments: Arguments) async throws {
        try refuseIgnored(arguments)
        let input = try BacktestInput(arguments)
        let output = try arguments.required("output")
        let folder = output.lastIndex(of: "/").map { String(output[...$0]) } ?? "."
        // Told now, and not after hours.
        guard FileBytes.exists(folder) else {
            throw CommandFailure(.failure, "mayak backtest: --output: there is no folder \(folder)")
        }
        let periods = try periods(arguments)
        let sweep = try sweep(arguments)
        let watch = BacktestWatch(isShown: sweep == nil)
        defer { watch.end() }
        if arguments.flag("walk-forward") {
            let folds = try arguments.integer("folds", in: 1...100) ?? 4
            return try await run(WalkForward(folds: folds), sweep, input, periods, watch, to: output)
        }
        if let sweep {
            return try await run(sweep, input, periods, watch, to: output, pictures: arguments.string("tearsheet"))
        }
        let plan = try input.plan()
        if arguments.flag("check-lookahead") { return try await check(plan, input, watch, to: output) }
        let result = try await input.play(plan, watch)
        watch.end()
        MarketDataset.tell(result.skipped, of: input.dataset)
        try write(result.json(over: periods), to: output)
        if let folder = arguments.string("tearsheet") {
            let title = "\(plan.strategy.name.rawValue), \(input.dataset)"
            try periods.tearsheet(of: result, title: title, try TearsheetCommand.language(arguments)).write(to: folder)
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
        _ watch: BacktestWatch,
        to output: String,
        pictures: String?
    ) async throws {
        let runs = try await sweep.run(input, over: periods, watch)
        watch.end()
        try write(sweep.report(runs, over: periods), to: output)
        table(runs, of: sweep.key, values: sweep.values)
        if let pictures {
            try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: true)
            try FileBytes.replace("\(pictures)/heatmap.png", try SweepPicture(sweep, runs).png())
        }
        print("best: \(BacktestSweep.best(runs)?.value ?? "none")")
        try refusePartial(runs.count < sweep.values.count || runs.contains { $0.result.isPartial })
    }

    private static func run(
        _ walk: WalkForward,
        _ sweep: BacktestSweep?,
        _ input: BacktestInput,
        _ periods: MeasuredPeriods,
        _ watch: BacktestWatch,
        to output: String
    ) async throws {
        let folds = try await walk.run(input, sweep, over: periods, watch)
        watch.end()
        try write(walk.report(folds, key: sweep?.key, over: periods), to: output)
        table(folds.map(\.test), of: sweep?.key ?? "fold", values: sweep?.values ?? [])
        try refusePartial(folds.count < walk.folds || folds.contains { $0.test.result.isPartial })
    }

    /// Plays the whole and the beginnings.
    private static func check(
        _ plan: BacktestPlan,
        _ input: BacktestInput,
        _ watch: BacktestWatch,
        to output: String
    ) async throws {
        let whole = try await input.decisions(plan, watch)
        var check = LookAheadCheck(whole.decisions)
        for events in LookAheadCheck.places(in: whole.result.events) where !watch.isStopped {
            var part = plan
            part.window = 0..<events
            check.compare(try await input.decisions(part, watch).decisions, events: events)
        }
        watch.end()
        try write(check.json(isPartial: watch.isStopped), to: output)
        try refusePartial(watch.isStopped)
        guard let cut = check.done.first(where: { $0.difference != nil }), let place = cut.difference else {
            return print(
                "\(output): \(whole.decisions.count) decisions, the same on \(check.done.count) beginnings of the data"
            )
        }
        throw CommandFailure(
            .failure,
            "mayak backtest: with the first \(cut.events) events alone the decision at book \(place + 1) is another one: "
                + "the strategy looks ahead"
        )
    }

    private static func table(_ runs: [BacktestSweep.Run], of key: String, values: [String]) {
        let width = max(key.count, values.map(\.count).max() ?? 0)
        print("\(key.padded(to: width))  trades  P&L  max drawdown  Sharpe")
        for (place, run) in runs.enumerated() {
            let name = (run.value ?? "\(place + 1)").padded(to: width)
            let sharpe = run.measures.sharpe.map { "\($0)" } ?? "-"
            let end = run.result.isPartial ? "  stopped" : ""
            print("\(name)  \(run.result.trades)  \(run.result.profit)  \(run.result.maxDrawdown)  \(sharpe)\(end)")
        }
    }

    /// Options that the chosen kind of run would not look at.
    private static func refuseIgnored(_ arguments: Arguments) throws(UsageError) {
        let sweeps = arguments.string("sweep") != nil
        let walks = arguments.flag("walk-forward")
        let checks = arguments.flag("check-lookahead")
        let draws = arguments.string("tearsheet") != nil
        let measures = ["period", "periods-per-year"].first { arguments.given($0) != nil }
        for (isThere, detail) in [
            (checks && sweeps, "--check-lookahead does not go with --sweep"),
            (checks && walks, "--check-lookahead does not go with --walk-forward"),
            (checks && draws, "--check-lookahead does not go with --tearsheet"),
            (
                checks && measures != nil,
                "--\(measures ?? "") is of the measures, and does not go with --check-lookahead, which has none"
            ),
            (walks && draws, "--tearsheet is of one run or a sweep, and does not go with --walk-forward"),
            (
                !walks && arguments.given("folds") != nil,
                "--folds is how often --walk-forward chooses, and needs --walk-forward"
            ),
            (
                (!draws || sweeps) && arguments.given("lang") != nil,
                "--lang is the language of the page of one run, and needs --tearsheet without --sweep"
            ),
        ] where isThere {
            throw UsageError(.unexpectedValue, "mayak backtest: \(detail)")
        }
    }

    private static func sweep(_ arguments: Arguments) throws -> BacktestSweep? {
        guard let text = arguments.string("sweep") else { return nil }
        guard let sweep = BacktestSweep(text) else {
            throw arguments.invalid(
                "sweep",
                text,
                expecting: "a key and different values, such as strategy.enter=0.5,0.6"
            )
        }
        return sweep
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
