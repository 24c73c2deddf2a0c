import Bot
import Operations
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
        try await ServiceProcess.run("bot", arguments) { process in
            let parts = try await BotParts(
                process.settings,
                store: OperationsStore(process.store),
                clock: process.clock,
                pollClock: SystemClock(),
                log: process.log,
                metrics: process.metrics
            )
            process.sayStarted("Bot started")
            do {
                try await process.untilStopped([parts.service])
            } catch let error as TelegramError where error.kind == .unauthorized {
                throw CommandFailure(.data, "TELEGRAM_BOT_TOKEN: Telegram refuses it; ask BotFather for a new one")
            }
            process.log.info("Bot stopped")
        }
    }
}
