import Market
import Platform
import Scheduling
import Store

/// `mayak run-job`: one job, now, in the running scheduler.
enum RunJobCommand: Command {
    static let spec = CommandSpec(
        "run-job",
        summary: "Run one job now and print its result",
        details:
            "Asks the running scheduler and waits for the end of the run; without one the job runs in this process, and where "
            + "there is no store yet the configured one is made, and said so. Exit 1: the run failed or was refused, or the "
            + "file of --store is not there.",
        positionals: [PositionalSpec("NAME", "The job's id, as 'mayak jobs' lists it")],
        options: [.value("store", "FILE", "The store; the configured one where it is not given")] + Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let name = arguments.positional(0) ?? ""
        let settings = try Settings.load(arguments, flags: [("store.path", arguments.string("store"))])
        try checkStore(settings.general.storePath, isNamed: arguments.string("store") != nil)
        let result = try await askScheduler(name, settings, arguments)
        if let result {
            print("\(name): \(result)")
        } else {
            try settings.checkOrders()
            print("\(name): \(try await runHere(name, settings))")
        }
    }

    /// A store that is named and not there is a mistake; the configured one may be begun, but not without a word (``runHere(_:_:)``).
    private static func checkStore(_ path: String, isNamed: Bool) throws {
        guard isNamed, !FileBytes.exists(path) else { return }
        throw CommandFailure(
            .failure,
            "mayak run-job: no store at \(path): start mayak scheduler or mayak bot first, or leave --store out"
        )
    }

    /// Nil where no scheduler is at work, or none has ever been.
    private static func askScheduler(
        _ name: String,
        _ settings: Settings,
        _ arguments: Arguments
    ) async throws -> String? {
        guard FileBytes.exists(settings.general.storePath) else { return nil }
        let line = try SchedulerLine(arguments)
        let isAlive = try await line.isSchedulerAlive()
        let result = isAlive ? try await ask(name, line) : nil
        await line.store.close()
        return result
    }

    private static func ask(_ name: String, _ line: SchedulerLine) async throws -> String {
        let record = try await line.send(.job(.run(id: name)), author: "cli")
        let result = record.result ?? ""
        guard record.state == .done else {
            throw CommandFailure(.failure, "\(name): \(record.state.rawValue): \(result)")
        }
        return result
    }

    /// Runs the job with the parts of the scheduler process, which must not start meanwhile.
    private static func runHere(_ name: String, _ settings: Settings) async throws -> String {
        let started = try await settings.general.clock.start(http: HTTPClient())
        let log = Log(component: "run-job", threshold: .warning, clock: started.clock)
        let path = settings.general.storePath
        let isNew = !FileBytes.exists(path)
        try settings.makeStoreFolder()
        if isNew { StandardError().write("mayak run-job: no store yet, so \(path) is made", level: .info) }
        let instance = try InstanceLock("mayak scheduler", on: path)
        defer { instance.release() }
        let store = try StateStore(path: path, clock: started.clock, log: log.named("store"))
        try instance.claim(path)
        let parts = try await SchedulerParts(
            settings,
            store: store,
            clock: started.clock,
            pollClock: SystemClock(),
            log: log
        )
        let run = try await parts.scheduler.runNow(name)
        await store.close()
        guard run.outcome == .succeeded else {
            throw CommandFailure(.failure, "\(name): \(run.outcome.rawValue): \(run.detail)")
        }
        return run.detail
    }
}
