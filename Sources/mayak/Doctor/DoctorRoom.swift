import Bot
import Exchange
import Market
import Monitor
import Platform
import Store

/// What the checks look with.
struct DoctorRoom: Sendable {
    let settings: Settings
    /// The clock that the product lives by.
    let clock: any MarketClock
    let http: HTTPClient
    /// The exchange's client has certificates of its own.
    let exchangeHTTP: HTTPClient
    /// True at the start of a process: a request where the command makes many.
    let isAtStart: Bool

    init(settings: Settings, clock: any MarketClock, isAtStart: Bool = false) {
        self.settings = settings
        self.clock = clock
        self.isAtStart = isAtStart
        http = HTTPClient()
        exchangeHTTP = HTTPClient(options: settings.moex.connection)
    }

    /// Longest time of one request; below every remote check's limit.
    static let requestLimit = Duration.seconds(8)

    /// nil without a token.
    var telegram: TelegramClient? {
        settings.telegram.token.map { token in
            TelegramClient(
                options: TelegramOptions(
                    baseURL: settings.telegram.baseURL,
                    token: token,
                    timeout: Self.requestLimit
                ),
                http: http
            )
        }
    }

    /// A client that asks once and tells its failures to nobody but the caller.
    var exchange: AlgoPackClient {
        var options = settings.exchangeOptions
        options.iss.maximumTries = 1
        options.iss.timeout = min(options.iss.timeout, Self.requestLimit)
        let log = Log(component: "doctor", threshold: .critical, clock: clock)
        return AlgoPackClient(options: options, http: exchangeHTTP, clock: SystemClock(), log: log)
    }

    /// The secrets of the configuration, and the token's second half alone; shorter ones are words of every sentence.
    var secrets: [String] {
        let whole = [
            settings.telegram.token, settings.moex.apiKey, settings.moex.password, settings.monitor.deadManURL,
            settings.broker.token,
        ].compactMap { $0?.reveal() }
        let halves = whole.compactMap { $0.split(separator: ":", maxSplits: 1).last.map(String.init) }
        return (whole + halves).filter { $0.utf8.count >= 8 }
    }

    func leave() async {
        await http.shutdown()
        await exchangeHTTP.shutdown()
    }
}

/// Runs what blocks (files, SQLite) on a queue of its own: a disk that hangs must not hold the pool's threads.
actor DoctorQueue {
    private let executor = QueueExecutor(label: "mayak.doctor")

    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    func run<Result: Sendable>(_ body: @Sendable () throws -> Result) rethrows -> Result { try body() }
}
