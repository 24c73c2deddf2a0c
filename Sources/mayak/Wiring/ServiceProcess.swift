import Glibc
import Market
import Operations
import Platform
import Store
import Web

/// What a long-running process has from its start to its end: configuration, clock, log and the store it alone uses in
/// its role.
struct ServiceProcess {
    let settings: Settings
    let clock: any MarketClock
    let log: Log
    let store: StateStore
    /// What the process counts.
    let metrics: MetricsRegistry
    private let role: DoctorCheck.Role?
    /// What the clock needs to go on, when it follows another process's.
    private let clockServices: [any Service]
    private let stop: StopOnSignal

    /// Starts, runs `body` and ends in order, whether it was stopped or failed.
    ///
    /// - Parameters:
    ///   - name: `bot` or `scheduler`: the component in the log and the name of the lock. Two pollers of one token would
    ///     end each other's polls with 409 for ever, two schedulers would claim each other's runs.
    ///   - flags: values of the command's own flags by key of the configuration.
    ///   - sink: where the log goes.
    ///   - check: what the settings must be before anything is opened.
    static func run(
        _ name: String,
        _ arguments: Arguments,
        flags: [(path: String, text: String?)] = [],
        sink: any Log.Sink = StandardError(),
        check: (Settings) throws -> Void = { _ in },
        _ body: (ServiceProcess) async throws -> Void
    ) async throws {
        shareMemoryArenas()
        let settings = try Settings.load(arguments, flags: flags, isOwn: true)
        try check(settings)
        let threshold = settings.general.logLevel
        let stop = StopOnSignal(log: Log(component: name, threshold: threshold, clock: SystemClock(), sink: sink))
        // A clock that is served by somebody else may not answer for a while.
        let clock = settings.general.clock
        guard let started = try await stop.unless({ try await clock.start(http: HTTPClient()) }) else { return }
        let log = Log(component: name, threshold: threshold, clock: started.clock, sink: sink)
        settings.warnOfOpenFiles(log)
        try settings.makeStoreFolder()
        let instance = try InstanceLock("mayak \(name)", on: settings.general.storePath)
        defer { instance.release() }
        let metrics = MetricsRegistry()
        let store = try StateStore(
            path: settings.general.storePath,
            clock: started.clock,
            log: log.named("store"),
            metrics: StoreMetrics(metrics)
        )
        try instance.claim(settings.general.storePath)
        let process = ServiceProcess(
            settings: settings,
            clock: started.clock,
            log: log,
            store: store,
            metrics: metrics,
            role: DoctorCheck.Role(rawValue: name),
            clockServices: started.services,
            stop: stop
        )
        do {
            try await body(process)
        } catch {
            throw await process.verdict(on: error, of: name)
        }
        let counts = await store.counts
        log.info("Stopped", ["store.commits": "\(counts.commits)", "store.reads": "\(counts.reads)"])
        await store.close()
    }

    /// What the end means when the store's file was taken away: every other failure is then only a consequence.
    ///
    /// Replaced: the next start opens the file that is there now (exit 1, supervisord starts again). Removed: the next start
    /// would begin an empty store, and that is for a person to decide (exit 74, supervisord does not).
    private func verdict(on failure: any Error, of name: String) async -> any Error {
        do {
            try await store.verifyPlace()
            return failure
        } catch let place as DatabaseError where place.kind == .gone || place.kind == .replaced {
            let saved: String
            do {
                saved = "what it held is saved in \(try await store.rescue(by: name))"
            } catch {
                saved = "what it held cannot be saved: \(error)"
            }
            let advice = place.kind == .gone ? "; put it back or run `mayak db restore`, then start again" : ""
            return CommandFailure(
                place.kind == .gone ? .storeGone : .failure,
                "mayak: the store was taken away: \(place.detail); \(saved)\(advice)"
            )
        } catch {
            return failure
        }
    }

    /// Runs the services until one fails or a signal ends them all; a wanted stop returns.
    ///
    /// Beside them it looks at the set-up once.
    ///
    /// - Parameter shares: who answers for gaps and levels on the port of the metrics; nil in the bot.
    func untilStopped(_ services: [any Service], shares: (any ShareLevelsService)? = nil) async throws {
        var services = services + [stop, StorePlaceWatch(store: store)] + clockServices
        services.append(CodePagesRelease(clock: SystemClock(), log: log))
        if let role {
            services.append(StartCheck(role: role, settings: settings, clock: clock, log: log.named("doctor")))
        }
        if let role {
            let backend = try settings.webBackend(role, store: OperationsStore(store), clock: clock, metrics: metrics)
            if let shown = try observability(of: role, backend, shares) { services.append(shown) }
            if role == .scheduler, let shown = try dashboard(backend) { services.append(shown) }
        }
        if let systemd { services.append(systemd) }
        do {
            try await runTogether(services)
        } catch is CancellationError {
            // A wanted stop.
        }
    }

    /// Under a unit that waits for the process: tells it that the store answers.
    ///
    /// By real time, as systemd has it.
    private var systemd: SystemdNotifier? {
        var environment: [String: String] = [:]
        for name in ["NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID"] {
            environment[name] = getenv(name).map { String(cString: $0) }
        }
        let changes = store.changes
        return SystemdNotifier(
            environment: environment,
            process: getpid(),
            clock: SystemClock(),
            log: log.named("systemd")
        ) { _ = try await changes.version() }
    }

    /// Metrics and health on the port that is configured; nil where none is.
    private func observability(
        of role: DoctorCheck.Role,
        _ backend: WebBackend,
        _ shares: (any ShareLevelsService)?
    ) throws -> ObservabilityService? {
        let options = settings.observability
        let port = role == .bot ? options.botPort : options.schedulerPort
        guard port > 0 else { return nil }
        do {
            let service = try ObservabilityService(host: options.host, port: port, backend: backend, shares: shares)
            log.info("Metrics are served", ["host": options.host, "port": "\(service.port)"])
            return service
        } catch let taken as WebServerError
            where taken.kind == .portInUse && port == ObservabilityOptions.usualSchedulerPort
        {
            // Another Mayak on this machine has it: no reason to leave the feeds unwatched.
            log.warning(
                "Port is taken, metrics and gap services are not served; set metrics.scheduler_port",
                ["port": "\(port)"]
            )
            return nil
        } catch {
            throw CommandFailure(.configuration, "metrics.\(role.rawValue)_port: \(error)")
        }
    }

    /// The dashboard and the API; nil where they are not wanted.
    private func dashboard(_ backend: WebBackend) throws -> DashboardService? {
        let options = settings.dashboard
        guard options.port > 0 else { return nil }
        do {
            let service = try settings.dashboardService(backend)
            log.info("Dashboard and API are served", ["host": options.host, "port": "\(service.port)"])
            return service
        } catch let taken as WebServerError where taken.kind == .portInUse && options.port == DashboardOptions.usualPort
        {
            log.warning("Port is taken, the dashboard is not served; set dashboard.port", ["port": "\(options.port)"])
            return nil
        } catch {
            throw CommandFailure(.configuration, "dashboard.port: \(error)")
        }
    }

    /// The first line of the log once everything is ready.
    func sayStarted(_ message: StaticString) {
        log.info(message, ["pid": "\(getpid())", "store": settings.general.storePath])
    }
}
