import Glibc
import Market
import Platform
import Store

/// The line from another process to the scheduler: the store it writes, opened on its own time.
struct SchedulerLine {
    let store: StateStore
    /// True when times in the store are the machine's, so that the age of a heartbeat means something.
    private let isRealTime: Bool
    private let realTime = SystemClock()

    /// - Throws: ``CommandFailure`` when there is no store yet.
    init(_ arguments: Arguments) throws {
        try self.init(try Settings.load(arguments, flags: [("store.path", arguments.string("store"))]))
    }

    /// - Throws: ``CommandFailure`` when there is no store yet.
    init(_ settings: Settings) throws {
        let path = settings.general.storePath
        guard access(path, F_OK) == 0 else {
            throw CommandFailure(
                .failure,
                "\(path): there is no store; start mayak scheduler, or name the file with --store"
            )
        }
        isRealTime = settings.general.clock == .system
        let clock = HeartbeatClock()
        let log = Log(component: "store", threshold: .error, clock: realTime)
        store = try StateStore(path: path, clock: isRealTime ? realTime : clock, log: log)
        heartbeatClock = clock
    }

    private let heartbeatClock: HeartbeatClock

    /// Whether a scheduler seems to be at work; where time is scaled only an answer can tell.
    func isSchedulerAlive() async throws -> Bool {
        guard let heartbeat = try await store.processes.heartbeat(of: .scheduler) else { return false }
        heartbeatClock.show(heartbeat.at)
        return heartbeat.isAlive(within: isRealTime ? Self.heartbeatLife : nil, at: realTime.now)
    }

    /// Posts a command and waits for its end, in real time.
    ///
    /// - Parameter audit: its line in the audit trail, written with the command; its end completes it.
    /// - Throws: ``CommandFailure`` when nobody takes the command; it is then withdrawn, and the line says so.
    func send(_ command: SchedulerCommand, author: String, audit: AuditEntry) async throws -> CommandRecord {
        guard try await isSchedulerAlive() else {
            _ = try await store.audit.append(audit.ended(Self.unheard))
            throw none
        }
        let posted = try await store.commands.post(CommandDraft(command, author: author, channel: .cli), audit: audit)
        return try await ended(posted.command, line: posted.line)
    }

    /// Posts a command that needs no line in the audit trail and waits for its end, in real time.
    ///
    /// - Throws: ``CommandFailure`` when nobody takes the command; it is then withdrawn.
    func send(_ command: SchedulerCommand, author: String) async throws -> CommandRecord {
        guard try await isSchedulerAlive() else { throw none }
        return try await ended(try await store.commands.post(command, author: author, channel: .cli))
    }

    private var none: CommandFailure {
        CommandFailure(.failure, "no scheduler is running on \(store.path); start mayak scheduler")
    }

    /// - Parameter line: of the audit trail.
    private func ended(_ id: Int64, line: Int64? = nil) async throws -> CommandRecord {
        let posted = realTime.now
        while true {
            try await realTime.sleep(for: .milliseconds(100))
            guard let record = try await store.commands.command(id) else { throw none }
            switch record.state {
            case .done, .failed, .refused, .withdrawn: return record
            case .claimed: break
            case .queued:
                guard posted.duration(to: realTime.now) > Self.patience else { break }
                // First the line: the command's end would call it a refusal.
                if let line { try await store.audit.finish(line, result: Self.unheard) }
                try await store.commands.finish(id, .refused, result: "nobody took it")
                throw none
            }
        }
    }

    /// As the audit trail keeps it.
    private static let unheard = AuditResult.failed(.noScheduler)
    /// Six signs that did not come.
    ///
    /// Sooner than health calls it ill (`HealthOptions.scheduler`), because nothing is alarmed here: a command has another way, such as to run
    /// the job itself, and a person waits for it.
    private static let heartbeatLife = Heartbeat.interval * 6
    /// The scheduler looks once a second.
    private static let patience = Duration.seconds(10)
}

/// Shows the scheduler's last known time, for schedulers that do not live by the machine's.
private final class HeartbeatClock: MarketClock {
    private let current = Lock(Timestamp(seconds: 0))

    var now: Timestamp { current.withLock { $0 } }
    var minimumResolution: Duration { .milliseconds(1) }

    func show(_ instant: Timestamp) {
        current.withLock { $0 = max($0, instant) }
    }

    func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
        try Task.checkCancellation()
    }
}
