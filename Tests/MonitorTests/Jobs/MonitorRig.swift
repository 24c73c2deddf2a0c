import Exchange
import Foundation
import Market
import Platform
import Sandbox
import Scheduling
import Store
import TestKit

@testable import Monitor

/// The monitor's jobs on a real store file, asking a sandbox exchange over real connections, on a clock that waits for nobody.
final class MonitorRig: Sendable {
    /// 2024-07-15 was an ordinary Monday.
    static let date = CivilDate(dayNumber: 19_919)

    let clock: ReplayClock
    let sandbox: SandboxServer
    let store: StateStore
    let http = HTTPClient()
    /// Requests of the dead-man URL.
    let pings = Lock(0)
    /// By how much the exchange's clock is ahead of ours, as its `Date` says.
    let exchangeAhead = Lock(Duration.zero)
    private let folder: TemporaryFolder
    private let web: WebServer
    private let answers: Lock<[(path: String, response: WebResponse)]>
    private let options: MonitorOptions
    private let memory: Lock<Process?>

    /// What a process holds beside the store.
    struct Process {
        let exchange: AlgoPackClient
        let book: StoredAlertBook
        let calendars: CalendarCache
        let jobs: MonitorJobs
    }

    /// - Parameters:
    ///   - time: when the monitor is started, Moscow time.
    ///   - statements: of the monitor's calendar; by default the whole year is known.
    ///   - exchangeSays: what the exchange itself holds of single days.
    init(
        _ time: String,
        statements: [CalendarStatement] = MonitorRig.known,
        exchangeSays: [CalendarStatement] = [],
        exchange: (inout AlgoPackOptions) -> Void = { _ in },
        tune: (inout MonitorOptions) -> Void = { _ in }
    ) async throws {
        clock = ReplayClock(start: Self.at(time))
        folder = try TemporaryFolder(prefix: "mayak-monitor")
        var sandboxOptions = SandboxOptions()
        sandboxOptions.market.shareCount = 6
        sandboxOptions.market.pairCount = 2
        sandboxOptions.market.futuresCount = 20
        sandbox = try SandboxServer(
            options: sandboxOptions,
            calendar: TradingCalendar(profiles: .exchange, statements: exchangeSays),
            clock: clock,
            log: Self.log(clock)
        )
        let answers = Lock<[(path: String, response: WebResponse)]>([])
        self.answers = answers
        let pings = self.pings
        let exchangeAhead = exchangeAhead
        web = try WebServer { [sandbox, clock] request in
            if request.path == "/ping" {
                pings.withLock { $0 += 1 }
                return .json("{}")
            }
            if let own = answers.withLock({ $0.last { request.path.contains($0.path) } }) { return own.response }
            var response = await sandbox.respond(to: request)
            response.headers.removeAll { $0.0 == "Date" }
            response.headers.append(("Date", HTTPDate.text(clock.now + exchangeAhead.withLock { $0 })))
            return response
        }
        store = try StateStore(path: folder.path + "/mayak.db", clock: clock, log: Self.log(clock))
        if !statements.isEmpty { try await store.calendar.replaceLayer(.bundled, with: statements) }
        var options = MonitorOptions()
        options.watchesBot = false
        tune(&options)
        self.options = options
        memory = Lock(nil)
        try await start(exchange)
    }

    /// Names one day of the year, so that the weekday rule is certain for all of it.
    static let known = AlgoPackSegment.allCases.map { statement($0, .normal, layer: .bundled) }

    static func statement(_ market: AlgoPackSegment, _ kind: DayKind, layer: CalendarLayer) -> CalendarStatement {
        CalendarStatement(
            market: market,
            date: date,
            layer: layer,
            kind: kind,
            author: "test",
            saidAt: Timestamp(seconds: 0)
        )
    }

    static func at(_ time: String, on date: CivilDate = date) -> Timestamp {
        MoscowTime.instant(date, TimeOfDay(time) ?? .midnight)
    }

    /// A new process on the same store: nothing in memory survives.
    func start(_ change: (inout AlgoPackOptions) -> Void = { _ in }) async throws {
        var exchange = AlgoPackOptions()
        exchange.iss.apiKey = Secret("key")
        exchange.iss.gatewayURL = web.baseURL + "/iss"
        exchange.iss.publicURL = web.baseURL + "/iss"
        exchange.iss.passportURL = web.baseURL + "/authenticate"
        // Small steps: on a replay clock every wait for the pacer moves the time.
        exchange.iss.requestsPerSecond = 1_000
        exchange.iss.skewSpacing = .zero
        change(&exchange)
        let log = Self.log(clock)
        let client = AlgoPackClient(options: exchange, http: http, clock: clock, log: log)
        let book = try await StoredAlertBook(
            alerts: store.alerts,
            batches: store.batches,
            clock: clock,
            options: options.alerts,
            log: log
        )
        let calendars = CalendarCache(store: store.calendar)
        let jobs = MonitorJobs(
            store: MonitorStore(store),
            exchange: client,
            book: book,
            calendars: calendars,
            clock: clock,
            log: log,
            options: options,
            deadMan: DeadManSwitch(url: Secret(web.baseURL + "/ping"), http: http, clock: clock, log: log)
        )
        memory.withLock { $0 = Process(exchange: client, book: book, calendars: calendars, jobs: jobs) }
    }

    /// The jobs of the same process with other options; nothing of theirs is started.
    func otherJobs(_ tune: (inout MonitorOptions) -> Void) throws -> MonitorJobs {
        var options = options
        tune(&options)
        return MonitorJobs(
            store: MonitorStore(store),
            exchange: try exchange,
            book: try book,
            calendars: try calendars,
            clock: clock,
            log: log,
            options: options
        )
    }

    /// A monitor that asks an exchange elsewhere, on a connection and a clock of its own.
    func monitor(asking gateway: String, over http: HTTPClient, on clock: any MarketClock, burst: Int? = nil) throws
        -> SessionMonitor
    {
        var options = try exchange.options
        options.iss.gatewayURL = gateway
        if let burst { options.iss.burst = burst }
        return SessionMonitor(
            feeds: store.feeds,
            batches: store.batches,
            exchange: AlgoPackClient(options: options, http: http, clock: clock, log: log),
            book: try book,
            calendars: try calendars,
            options: MonitorOptions(),
            clock: clock,
            log: log
        )
    }

    /// The facts of reports with the limit of seed 002.
    func facts() throws -> ReportFacts {
        ReportFacts(
            alerts: store.alerts,
            history: store.feeds,
            runs: store.jobs,
            calendars: try calendars,
            clock: clock,
            limit: .seconds(600)
        )
    }

    var path: String { folder.path + "/mayak.db" }

    func stop() async {
        await http.shutdown()
        await web.stop()
        await store.close()
        folder.remove()
    }

    private var process: Process {
        get throws {
            guard let process = memory.withLock({ $0 }) else { throw CancellationError() }
            return process
        }
    }

    var log: Log { Self.log(clock) }
    var exchange: AlgoPackClient { get throws { try process.exchange } }
    var book: StoredAlertBook { get throws { try process.book } }
    var calendars: CalendarCache { get throws { try process.calendars } }
    var jobs: MonitorJobs { get throws { try process.jobs } }
    var sessions: SessionMonitor { get throws { try jobs.sessions } }
    var watch: AlertWatch { get throws { try jobs.watch } }
    var keeper: CalendarKeeper { get throws { try jobs.keeper } }

    /// Who carries out what people ask.
    var commands: CommandHandlers {
        get throws {
            CommandHandlers(
                alert: AlertCommands(
                    book: try book,
                    alerts: store.alerts,
                    calendars: try calendars,
                    jobs: try jobs,
                    clock: clock
                ),
                report: ReportCommands(jobs: try jobs),
                share: NoShares(),
                commands: store.commands,
                log: log
            )
        }
    }

    // MARK: What happens

    /// One cycle of a market at a time of day.
    @discardableResult
    func check(_ market: AlgoPackSegment, at time: String, on date: CivilDate = date) async throws -> String {
        clock.advance(to: Self.at(time, on: date))
        return try await sessions.check(market)
    }

    /// Writes what a run found, as the scheduler does with the run's end.
    @discardableResult
    func write(_ result: RunResult) async throws -> String {
        try await result.write(to: store.batches)
    }

    /// One minute of the watch.
    func watch(at time: String, on date: CivilDate = date) async throws {
        clock.advance(to: Self.at(time, on: date))
        _ = try await watch.run()
    }

    /// Cycles of a market every five minutes, as the scheduler would run them, and the watch in between.
    func day(_ market: AlgoPackSegment, from first: String, through last: String) async throws {
        var time = Self.at(first)
        while time <= Self.at(last) {
            clock.advance(to: time)
            _ = try await sessions.check(market)
            clock.advance(to: time + .seconds(15))
            _ = try await watch.run()
            time = time + .minutes(5)
        }
    }

    func fault(
        _ kind: Fault.Kind,
        _ target: String,
        from: String,
        until: String? = nil,
        change: (inout Fault) -> Void = { _ in }
    ) throws {
        guard let target = FaultTarget(target) else { throw CancellationError() }
        var fault = Fault(kind, target)
        change(&fault)
        _ = sandbox.setFault(ScheduledFault(fault, from: Self.at(from), until: until.map { Self.at($0) }))
    }

    /// From now on requests whose path contains the text get this answer.
    func answer(_ path: String, _ response: WebResponse) {
        answers.withLock { $0.append((path, response)) }
    }

    // MARK: What came of it

    /// Everything queued for the chat so far, in short words: `post 1`, `edit 1`, `recovered 1`.
    func said() async throws -> [String] {
        var messages: [OutboxMessage] = []
        for state in OutboxState.allCases { messages += try await store.outbox.messages(state, limit: 1_000) }
        var posted: Set<String> = []
        return messages.sorted { $0.id < $1.id }.map { message in
            let isFirst = posted.insert(message.draft.coalesceKey ?? message.draft.dedupeKey).inserted
            return switch message.draft.content {
            case .incident(let id): "\(isFirst ? "post" : "edit") \(id)"
            case .digest(let ids): "\(isFirst ? "post" : "edit") digest \(ids)"
            case .incidentReply(let id, let reason): "\(reason.rawValue) \(id)"
            case .notice(let notice): notice.kind.rawValue
            case .hi2Report(let report):
                "hi2 \(report.rows.map { $0.isPresent.map { $0 ? "+" : "-" } ?? "?" }.joined())"
            case .delayPlots(let market, _, let endpoints): "plots \(market) \(endpoints.count)"
            case .dayReport(let report, _): "report \(report.date)"
            case .weekReport(let report, _): "week \(report.first)"
            case .text, .invitation, .webLink, .edit, .fade, .plot, .plotFiles, .gapLeaders, .gapLeadersAgain, .morning,
                .shareLevels, .portfolioDay, .position, .tradingDay:
                "other"
            }
        }
    }

    /// What was said, without edits of messages in place.
    func heard() async throws -> [String] {
        try await said().filter { !$0.hasPrefix("edit") }
    }

    /// Open alerts as `staleness/FO/obstats firing`.
    func open() async throws -> [String] {
        try await store.alerts.open().map { "\($0.key) \($0.state.rawValue)" }
    }

    /// Requests that the sandbox received with a path containing the text.
    func requests(_ text: String) -> Int {
        sandbox.recorded.count { $0.path.contains(text) }
    }

    private static func log(_ clock: any MarketClock) -> Log {
        Log(component: "test", threshold: .critical, clock: clock)
    }
}

/// Runs a test body on a rig and takes it down again, whatever happens.
func withRig(
    _ time: String,
    statements: [CalendarStatement] = MonitorRig.known,
    exchangeSays: [CalendarStatement] = [],
    exchange: (inout AlgoPackOptions) -> Void = { _ in },
    tune: (inout MonitorOptions) -> Void = { _ in },
    _ body: (MonitorRig) async throws -> Void
) async throws {
    let rig = try await MonitorRig(
        time,
        statements: statements,
        exchangeSays: exchangeSays,
        exchange: exchange,
        tune: tune
    )
    do {
        try await body(rig)
    } catch {
        await rig.stop()
        throw error
    }
    await rig.stop()
}

/// Shares are not the monitor's business.
private struct NoShares: CommandHandler {
    func carryOut(_ request: ShareRequest, of record: CommandRecord) -> CommandAnswer { .refused("no shares here") }
}
