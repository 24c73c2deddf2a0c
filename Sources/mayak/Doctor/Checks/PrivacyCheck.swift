import Bot

/// Privacy mode: what the bot hears in a group (docs/reference/telegram.md, People).
enum PrivacyCheck {
    static let check = DoctorCheck("privacy", limit: .seconds(12)) { room in
        guard let telegram = room.telegram else { return [TelegramTrouble.withoutToken()] }
        do {
            return [judge(try await telegram.profile())]
        } catch let error as TelegramError {
            return [TelegramTrouble.finding(error)]
        }
    }

    static func judge(_ bot: BotProfile) -> Finding {
        let command = bot.username.map { "/status@\($0)" } ?? "/status@…"
        return bot.readsAllMessages == true
            ? .ok(Said("выключен: бот видит все сообщения группы", "off: the bot sees all messages of the group"))
            : .warn(
                Said(
                    "включён: команда без имени бота доходит, только если в группе последним писал он",
                    "on: a command without the bot's name arrives only where it was the last bot to write"
                ),
                Said(
                    "пишите \(command), либо /setprivacy → Disable у @BotFather и добавьте бота заново",
                    "write \(command), or /setprivacy → Disable with @BotFather and add the bot anew"
                )
            )
    }
}
