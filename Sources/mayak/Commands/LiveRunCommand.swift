import Engine
import Execution
import Market
import Platform
import Store

/// `mayak run`: the engine on live market data.
enum LiveRunCommand: Command {
    static func run(_ arguments: Arguments) async throws {
        shareMemoryArenas()
        let file = arguments.positional(0) ?? ""
        let isPlainName = file.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        let hint = isPlainName && !FileBytes.exists(file) ? "; a job is run by 'mayak run-job \(file)'" : ""
        var plan = try LivePlan(file: file, of: "mayak run", hint: hint)
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
}
