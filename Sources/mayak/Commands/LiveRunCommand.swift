import Engine
import Execution
import Market
import Platform
import Store

/// `mayak run`: the engine on live market data.
enum LiveRunCommand: Command {
    static let spec = CommandSpec(
        "run",
        summary: "Trade a plan on the broker's live market data, on paper or for real",
        details: """
            CONFIG is that of mayak backtest, YAML or JSON, with section system beside it:

              strategy: {name: imbalance_threshold, depth: 5, enter: 0.6, exit: 0.1}
              instruments: {SBER: {lot: 1, price_step: 0.01}}
              system: {mode: forward-test, checkpoint_interval_seconds: 300}

            Market data needs the broker's token (TINVEST_TOKEN; docs/broker.md says where to get it). Orders stay on paper, against the live
            book, unless --no-dry-run is given, the plan says system.mode: production and system.live: confirmed, and the token may
            trade on an account.

            Journal and checkpoints are below --data, a folder for paper and one for each account. A start goes on from them: orders whose
            end is not known are asked for, never sent again. The first signal to stop takes resting orders away; positions stay.

            Where there is a store and the scheduler trades no plan of its own (engine.plan), status, chat and page show what it does, and /halt holds
            for it; half, close, flatten and resume are asked of it by mayak override.

            Exit 78: the plan or section broker is wrong, or orders for real money are not confirmed; 1: the journal cannot be written.

            mayak run plan.yaml
            mayak run plan.yaml --no-dry-run
            """,
        positionals: [PositionalSpec("CONFIG", "Strategy, instruments, limits")],
        options: [
            .value("data", "DIR", "Where journals and checkpoints are kept", default: "runtime/engine"),
            .flag("dry-run", "Keep orders on paper (the default)", negatable: true),
        ] + Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let file = arguments.positional(0) ?? ""
        var plan = try plan(file)
        let isLive = arguments.choice("dry-run") == false
        if isLive, let problem = plan.system.liveProblem {
            throw CommandFailure(
                .configuration,
                "mayak run: --no-dry-run sends orders for real money and needs \(problem) in \(file)"
            )
        }
        let settings = try Settings.load(arguments, isOwn: true)
        let stop = StopOnSignal(
            log: Log(component: "run", threshold: settings.general.logLevel, clock: SystemClock())
        )
        let spec = settings.general.clock
        guard let started = try await stop.unless({ try await spec.start(http: HTTPClient()) }) else { return }
        let log = Log(component: "run", threshold: settings.general.logLevel, clock: started.clock)
        let data = try arguments.required("data")
        let broker = settings.broker
        let clock = started.clock
        plan.trading.tradingDays = try await EngineCalendar.tradingDays(
            plan.trading,
            settings,
            clock: clock,
            log: log.named("calendar")
        )
        let ready = plan
        let shown = try await ShownEngine(ready, settings, clock: clock, log: log)
        let opened = try await stop.unless {
            try await LiveTrading(
                ready,
                file: file,
                broker: broker,
                data: data,
                isLive: isLive,
                clock: clock,
                log: log,
                showing: shown?.showing
            )
        }
        guard let trading = opened else {
            await shown?.close()
            return
        }
        try await shown?.begin(trading)
        log.info(
            "Engine started",
            [
                "orders": trading.account.map { "LIVE, account \($0)" } ?? "on paper",
                "strategy": plan.trading.strategy.name.rawValue, "folder": trading.folder,
            ]
        )
        do {
            let beside: [any Service] = shown.map { [$0] } ?? []
            try await runTogether(trading.services + [stop] + started.services + beside)
        } catch is CancellationError {
            // A wanted stop.
        } catch {
            await shown?.end(.failed, "\(error)")
            throw error
        }
        trading.lock.release()
        await shown?.end(.stopped)
        let counts = await trading.engine.counts
        log.info(
            "Engine stopped",
            [
                "books": "\(counts.books)", "trades": "\(counts.trades)", "orders": "\(counts.orders)",
                "fills": "\(counts.fills)",
            ]
        )
    }

    private static func plan(_ file: String) throws -> LivePlan {
        let text: String
        do {
            text = try FileBytes.readText(file, limit: 1 << 20)
        } catch {
            let isPlainName = file.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
            let hint = isPlainName && !FileBytes.exists(file) ? "; a job is run by 'mayak run-job \(file)'" : ""
            throw CommandFailure(.configuration, "mayak run: \(error)\(hint)")
        }
        var plan = try LivePlan(configuration: text, named: file)
        try MeasuredDelays.apply(to: &plan.trading)
        return plan
    }
}
