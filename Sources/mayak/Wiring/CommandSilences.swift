import Market
import Operations
import Platform
import Store

/// What the commands for silences work on: the store, and the running scheduler, which alone changes alerts.
struct CommandSilences {
    /// The options of every command for silences; add them to its own.
    static let options: [OptionSpec] =
        [
            .value("store", "FILE", "The store; the configured one where it is not given"),
            .flag("json", "Print JSON"),
        ] + Settings.options

    let clock: any MarketClock
    private let line: SchedulerLine
    private let store: OperationsStore
    private let author = CommandCalendar.terminalUser

    /// - Throws: ``CommandFailure`` where there is no store; errors of the configuration and the store.
    init(_ arguments: Arguments) async throws {
        let settings = try Settings.load(arguments, flags: [("store.path", arguments.string("store"))])
        let http = HTTPClient()
        clock = try await settings.general.clock.start(http: http).clock
        await http.shutdown()
        line = try SchedulerLine(settings)
        store = OperationsStore(line.store)
    }

    /// The silences in force, oldest first.
    func active() async throws -> [Silence] { try await store.alerts.activeSilences(at: clock.now) }

    /// Asks the scheduler, with a line of the audit trail.
    ///
    /// - Returns: the scheduler's words.
    /// - Throws: ``CommandFailure`` when it refuses, or when none runs; the audit trail says so too.
    func ask(_ request: AlertRequest, _ action: AuditAction, of object: String) async throws -> String {
        let audit = AuditEntry(at: clock.now, actor: author, action: action, object: object)
        let record = try await line.send(.alert(request), author: author, audit: audit)
        let result = record.result ?? ""
        guard record.state == .done else { throw CommandFailure(.failure, "mayak silence: \(result)") }
        return result
    }

    func close() async { await line.store.close() }
}
