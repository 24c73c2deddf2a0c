import Bot
import Market
import Operations
import Platform
import Store

/// What the commands for people work on: the configuration, the store and whoever sits at the terminal.
struct CommandPeople {
    /// The options of every command for people; add them to its own.
    static let options: [OptionSpec] =
        [
            .value("store", "FILE", "The store; the configured one where it is not given"),
            .flag("json", "Print JSON"),
        ] + Settings.options

    /// The options of a command that may begin a store, because people are let in before the first start too.
    static let founding: [OptionSpec] =
        options + [.flag("create", "Make the store where there is none yet, before the first start")]

    let settings: Settings
    let store: StateStore
    let clock: any MarketClock
    let author: String

    /// Opens the store; makes one only with `--create`, for a role in a store that no process reads is given to nobody.
    ///
    /// - Parameter isReading: True for a command that only looks; where there is no store it sees an empty one, made elsewhere
    ///   and thrown away.
    /// - Throws: ``CommandFailure`` where there is no store to change; `ConfigurationError`, `UsageError`, `StoreError`,
    ///   `DatabaseError`.
    init(_ arguments: Arguments, isReading: Bool = false) async throws {
        settings = try Settings.load(arguments, flags: [("store.path", arguments.string("store"))])
        clock = try await settings.general.clock.start(http: HTTPClient()).clock
        let log = settings.remarks(of: "people", clock: clock)
        let isAbsent = !FileBytes.exists(settings.general.storePath)
        if isAbsent, !isReading { try Self.checkFounding(arguments, at: settings.general.storePath) }
        if isAbsent, isReading {
            let folder = try TemporaryFolder(prefix: "mayak-people", isInMemory: true)
            defer { folder.remove() }
            store = try StateStore(path: folder.path + "/mayak.db", clock: clock, log: log)
        } else {
            store = try StateStore(path: settings.general.storePath, clock: clock, log: log)
        }
        author = CommandCalendar.terminalUser
    }

    private static func checkFounding(_ arguments: Arguments, at path: String) throws {
        let mayFound = arguments.spec.options.contains { $0.name == "create" }
        if mayFound, arguments.flag("create") { return }
        throw CommandFailure(
            .failure,
            "mayak \(arguments.spec.name): no store at \(path): start mayak scheduler or mayak bot first, or name the file "
                + "with --store" + (mayFound ? "; --create makes it" : "")
        )
    }

    /// Admins by configuration, who stay admins whatever the store says.
    var appointed: [Int64] { settings.telegram.admins }

    /// Does something to people in the terminal's name.
    ///
    /// - Throws: ``CommandFailure`` when the store's rules refuse; the audit trail says so too.
    func change<Value>(_ body: (PeopleEditing) async throws -> Value) async throws -> Value {
        let editing = PeopleEditing(
            store: OperationsStore(store),
            signer: .init(actor: author, author: author),
            appointed: appointed,
            at: clock.now
        )
        do {
            return try await body(editing)
        } catch let error as StoreError {
            throw CommandFailure(.failure, error.detail)
        }
    }

    /// Where a newcomer presses "Start" with the code filled in; nil until the bot has signed in once.
    func link(_ code: OneTimeCode) async throws -> String? {
        try await store.settings.value(SettingName.botName).map { "https://t.me/\($0)?start=\(code.compact)" }
    }

    func time(_ instant: Timestamp) -> String { "\(MoscowTime.text(instant)) МСК" }
}

extension Arguments {
    /// The numeric Telegram id at a place.
    func person(_ index: Int) throws(UsageError) -> Int64? {
        try positional(index, expecting: "a numeric Telegram user id; `/info` in the chat tells it") { text in
            Int64(text).flatMap { $0 > 0 ? $0 : nil }
        }
    }
}
