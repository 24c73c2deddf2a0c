import Exchange
import Glibc
import Market
import Operations
import Platform
import Store

/// What the calendar commands work on: the configuration, the bundled file and, where there is one, the store.
struct CommandCalendar {
    /// The options of every calendar command; add them to its own.
    static let options: [OptionSpec] =
        [.value("store", "PATH", "The store; the configured one, runtime/mayak.db, where it is not given")]
        + Settings.options

    /// For the commands that change something.
    static let authorOption = OptionSpec.value("author", "NAME", "Who says so; the user of the terminal by default")

    let settings: Settings
    let file: CalendarFile
    let clock: any MarketClock
    let http: HTTPClient

    /// - Throws: `ConfigurationError`, `UsageError`, `CommandFailure`.
    init(_ arguments: Arguments) async throws {
        settings = try Settings.load(arguments, flags: [("store.path", arguments.string("store"))])
        file = try CalendarFile.bundled(settings.calendar)
        var options = HTTPClientOptions()
        options.certificateAuthorityFile = settings.moex.certificateFile
        http = HTTPClient(options: options)
        clock = try await settings.general.clock.start(http: http).clock
    }

    var today: CivilDate { MoscowTime.date(of: clock.now) }

    var log: Log { Log(component: "calendar", threshold: settings.general.logLevel, clock: clock) }

    /// The store, made when absent, and said so; a new one gets the bundled days.
    func store() async throws -> StateStore {
        if !FileBytes.exists(settings.general.storePath) {
            StandardError().write(
                "mayak calendar: no store yet, so \(settings.general.storePath) is made",
                level: .info
            )
        }
        let store = try StateStore(path: settings.general.storePath, clock: clock, log: log)
        if try await !store.calendar.statements().contains(where: { $0.layer == .bundled }) {
            try await store.calendar.replaceLayer(.bundled, with: file.statements)
        }
        return store
    }

    /// The store, or nil when there is none: looking at the calendar makes no file.
    func existingStore() async throws -> StateStore? {
        access(settings.general.storePath, F_OK) == 0 ? try await store() : nil
    }

    /// What each layer says, in the store or, without one, in the bundled file.
    func statements() async throws -> [CalendarStatement] {
        guard let store = try await existingStore() else { return file.statements }
        let statements = try await store.calendar.statements()
        await store.close()
        return statements
    }

    func calendar(_ statements: [CalendarStatement]) -> TradingCalendar {
        TradingCalendar(profiles: file.profiles, statements: statements, pin: settings.calendar.pin(file))
    }

    /// The calendar as the store has it now.
    func snapshot(_ store: CalendarStore) async throws -> CalendarSnapshot {
        let revision = try await store.revision()
        let statements = try await store.statements()
        return CalendarSnapshot(revision: revision, statements: statements, calendar: calendar(statements))
    }

    /// An action of whoever sits at the terminal; the audit trail keeps a line for each day.
    func action(_ name: AuditAction, by author: String) -> CalendarEditing.Action {
        CalendarEditing.Action(name, author: author, actor: author, at: clock.now, .days)
    }

    /// A line for each market whose certain future is short; empty when all is well.
    func horizonWarnings(_ calendar: TradingCalendar) -> [String] {
        let wanted = settings.calendar.horizonDays
        return AlgoPackSegment.allCases.compactMap { market in
            let days = calendar.confirmedDaysAhead(from: today, market: market, limit: wanted)
            return days < wanted ? "\(market): only \(days) confirmed days lie ahead, fewer than \(wanted)" : nil
        }
    }

    /// `cli anna`: the `--author`, or the user of the terminal.
    static func author(_ arguments: Arguments) -> String {
        arguments.string("author") ?? terminalUser
    }

    /// `cli anna`: who sits at the terminal.
    static var terminalUser: String {
        let user = getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) }
        return "cli \(user ?? "uid \(geteuid())")"
    }
}
