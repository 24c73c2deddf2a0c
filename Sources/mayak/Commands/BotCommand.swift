import Bot
import Glibc
import Market
import Platform
import Store

/// `mayak bot`: talks to the chat; delivers what the scheduler wrote and takes commands.
enum BotCommand: Command {
    static let spec = CommandSpec(
        "bot",
        summary: "Run the bot process: commands, calendar, alerts and reports in the chat",
        details: "SIGTERM ends the poll, sends what may leave at once and exits 0; a second one does not wait.",
        options: Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let settings = try Settings.load(arguments)
        let started = try await settings.general.clock.start(http: HTTPClient())
        let log = Log(component: "bot", threshold: settings.general.logLevel.level, clock: started.clock)
        let store = try StateStore(path: settings.general.storePath, clock: started.clock, log: log.named("store"))
        // Two pollers of one token would end each other's polls with 409 for ever.
        let instance = try InstanceLock("mayak bot", on: settings.general.storePath)
        defer { instance.release() }
        let parts = try await BotParts(
            settings,
            store: store,
            clock: started.clock,
            pollClock: SystemClock(),
            log: log
        )
        log.info("Bot started", ["pid": "\(getpid())", "store": settings.general.storePath])
        do {
            try await runTogether([parts.service, StopOnSignal(log: log)] + started.services)
        } catch is CancellationError {
            // A wanted stop.
        } catch let error as TelegramError where error.kind == .unauthorized {
            throw CommandFailure(.data, "TELEGRAM_BOT_TOKEN: Telegram refuses it; ask BotFather for a new one")
        }
        await store.close()
        log.info("Bot stopped")
    }
}
