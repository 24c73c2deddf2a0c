import Bot
import Market
import Monitor
import Operations
import Platform
import Store
import Trading
import Web

/// The bot process, built from its settings.
struct BotParts {
    let service: BotService

    /// Builds the bot.
    ///
    /// - Parameters:
    ///   - pollClock: real time in production, the replay's clock in a replay.
    ///   - jitter: numbers in 0..<1 that spread retries; a replay passes a constant.
    ///   - metrics: where the bot's parts count; nil in a replay.
    ///   - tune: last changes to the options, for replays.
    /// - Throws: `CommandFailure` without a token; errors of the store and of the calendar file.
    init(
        _ settings: Settings,
        store: OperationsStore,
        clock: any MarketClock,
        pollClock: any MarketClock,
        log: Log,
        metrics: MetricsRegistry? = nil,
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        tune: (inout BotOptions, inout TelegramOptions) -> Void = { _, _ in }
    ) async throws {
        guard let token = settings.telegram.token else {
            throw CommandFailure(
                .configuration,
                "TELEGRAM_BOT_TOKEN: not set; BotFather gives one, `mayak sandbox` needs none"
            )
        }
        let file = try CalendarFile.bundled(settings.calendar)
        // So that the calendar menu is right even before the scheduler's first start; the same file changes nothing.
        _ = try await CalendarKeeper.importBundled(file, into: store.calendar)
        var options = settings.botOptions
        options.health = settings.healthLimits(clock)
        options.metrics = metrics.map { PollMetrics($0) }
        // On a fast clock processes and people still answer in real time.
        options.stretchWaits(by: clock.speedUp)
        var telegram = TelegramOptions(baseURL: settings.telegram.baseURL, token: token)
        tune(&options, &telegram)
        let calendars = settings.calendars(of: store.calendar, over: file)
        service = BotService(
            store: store,
            calendars: calendars,
            // The poll has a client, and so a connection, of its own: nothing waits behind it.
            poll: TelegramClient(options: telegram, http: HTTPClient(metrics, peer: "telegram_poll")),
            send: TelegramClient(options: telegram, http: HTTPClient(metrics, peer: "telegram")),
            plots: settings.plotRenderer(of: store, calendars),
            clock: clock,
            pollClock: pollClock,
            options: options,
            log: log,
            jitter: jitter
        )
    }
}

extension HTTPClient {
    /// A client that counts its requests, where there is something to count them.
    convenience init(_ metrics: MetricsRegistry?, peer: String, options: HTTPClientOptions = HTTPClientOptions()) {
        var options = options
        options.metrics = metrics.map { HTTPClientMetrics($0, peer: peer) }
        self.init(options: options)
    }
}

extension Settings {
    /// The bot's own section, and what it shares with other parts.
    var botOptions: BotOptions {
        var options = telegram
        options.language = general.language
        options.delayLimit = monitor.timing.limit
        options.ownDelayLimits = monitor.timing.own
        options.escalateAfter = monitor.alerts.escalateAfter
        options.plotsFolder = plots.folder
        options.dashboard = dashboard.address
        options.portfolios = orchestrator.all.map(\.portfolio)
        return options
    }
}
