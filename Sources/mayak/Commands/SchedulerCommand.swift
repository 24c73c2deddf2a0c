import Glibc
import Market
import Monitor
import Platform
import Store

/// `mayak scheduler`: plans and runs the jobs, watches the feeds, writes what the chat shall see.
enum SchedulerCommand: Command {
    static let spec = CommandSpec(
        "scheduler",
        aliases: ["start"],
        summary: "Run the scheduler process: session monitors, daily jobs, alerts",
        details: "On a terminal it reads jobs, exit and help; SIGTERM lets running jobs finish, a second one does not.",
        options: Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let settings = try Settings.load(arguments)
        let started = try await settings.general.clock.start(http: HTTPClient())
        let log = Log(component: "scheduler", threshold: settings.general.logLevel.level, clock: started.clock)
        let store = try StateStore(path: settings.general.storePath, clock: started.clock, log: log.named("store"))
        let instance = try InstanceLock("mayak scheduler", on: settings.general.storePath)
        defer { instance.release() }
        let parts = try await SchedulerParts(
            settings,
            store: store,
            clock: started.clock,
            pollClock: SystemClock(),
            log: log
        )
        log.info("Scheduler started", ["pid": "\(getpid())", "store": settings.general.storePath])
        try await announce(.schedulerStarted, in: store, at: started.clock.now)
        let console = SchedulerConsole(
            parts.scheduler,
            lines: standardInputLines(),
            showsPrompt: isStandardInputTerminal()
        ) { text in
            print(text, terminator: "")
            fflush(nil)  // Standard output is fully buffered when it is a pipe.
        }
        do {
            try await runTogether([parts.scheduler, console, StopOnSignal(log: log)] + started.services)
        } catch is CancellationError {
            // A wanted stop.
        }
        // The bot takes a heartbeat that begins so for a wanted stop, not for a silence.
        try await store.heartbeat(.scheduler, detail: "stopped")
        try await announce(.schedulerStopped, in: store, at: started.clock.now)
        await store.close()
        log.info("Scheduler stopped")
    }

    /// Tells the chat; one that is not delivered within ten minutes is no news any more.
    private static func announce(_ kind: Notice.Kind, in store: StateStore, at now: Timestamp) async throws {
        _ = try await store.enqueue([
            OutboxDraft(
                dedupeKey: "\(kind.rawValue):\(now.milliseconds)",
                content: .notice(Notice(kind, ["detail": "\(MoscowTime.time(of: now).shortDescription)"])),
                priority: .report,
                expiresAt: now + .minutes(10)
            )
        ])
    }
}
