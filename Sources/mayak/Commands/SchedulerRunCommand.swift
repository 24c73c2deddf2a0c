import Glibc
import Market
import Monitor
import Platform
import Scheduling
import Store

/// `mayak scheduler`: plans and runs the jobs, watches the feeds, writes what the chat shall see.
enum SchedulerRunCommand: Command {
    static let spec = CommandSpec(
        "scheduler",
        aliases: ["start"],
        summary: "Run the scheduler process: session monitors, daily jobs, trading jobs, alerts, the trading engine",
        details: "On a terminal it reads jobs, exit and help; SIGTERM lets running jobs finish, a second one does not.",
        options: OrchestratorFlags.options + Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let flags = try OrchestratorFlags.overrides(arguments)
        let prompt = TerminalPrompt.atTerminal(SchedulerConsole.promptText)
        try await ServiceProcess.run(
            "scheduler",
            arguments,
            flags: flags,
            sink: prompt ?? StandardError(),
            check: { settings in
                try settings.checkOrders()
                _ = try HostedEngine.plan(settings.engine)
            }
        ) { process in
            let engine = try await HostedEngine(
                process.settings.engine,
                broker: process.settings.broker,
                store: process.store,
                clock: process.clock,
                log: process.log.named("engine")
            )
            let parts = try await SchedulerParts(
                process.settings,
                store: process.store,
                clock: process.clock,
                pollClock: SystemClock(),
                log: process.log,
                engine: engine,
                metrics: process.metrics
            )
            process.sayStarted("Scheduler started")
            try await announce(Notice.schedulerStarted, in: process.store.outbox, at: process.clock.now)
            var services: [any Service] = [parts.scheduler, console(of: parts.scheduler, prompt)]
            if let engine { services.append(engine) }
            try await process.untilStopped(services, shares: parts.shares)
            try await process.store.processes.heartbeat(.scheduler, .stopped)
            try await announce(Notice.schedulerStopped, in: process.store.outbox, at: process.clock.now)
            process.log.info("Scheduler stopped")
        }
    }

    private static func console(of scheduler: Scheduler, _ prompt: TerminalPrompt?) -> SchedulerConsole {
        SchedulerConsole(
            scheduler,
            lines: standardInputLines(),
            prompt: prompt
        ) { text in
            print(text, terminator: "")
            fflush(nil)  // Standard output is fully buffered when it is a pipe.
        }
    }

    /// Tells the chat; one that is not delivered within ten minutes is no news any more.
    private static func announce(
        _ notice: (TimeOfDay) -> Notice,
        in outbox: OutboxStore,
        at now: Timestamp
    ) async throws {
        let notice = notice(MoscowTime.time(of: now))
        _ = try await outbox.enqueue([
            OutboxDraft(
                dedupeKey: "\(notice.kind.rawValue):\(now.milliseconds)",
                content: .notice(notice),
                priority: .report,
                expiresAt: now + .minutes(10)
            )
        ])
    }
}
