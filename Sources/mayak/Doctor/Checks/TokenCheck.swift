import Bot

/// The bot's token, and whose it is.
enum TokenCheck {
    static let check = DoctorCheck("token", atStart: [.bot], limit: .seconds(12)) { room in
        guard let telegram = room.telegram else { return [absent] }
        do {
            return [judge(.success(try await telegram.profile()))]
        } catch let error as TelegramError {
            return [judge(.failure(error))]
        }
    }

    static let absent = Finding.fail(
        Said("TELEGRAM_BOT_TOKEN не задан", "TELEGRAM_BOT_TOKEN is not set"),
        Said("получите токен у @BotFather", "@BotFather gives one"),
        isConfiguration: true
    )

    static func judge(_ answer: Result<BotProfile, TelegramError>) -> Finding {
        switch answer {
        case .success(let bot):
            let name = bot.username.map { "@\($0)" } ?? bot.firstName
            return .ok(
                Said("\(name) («\(bot.firstName)»), номер \(bot.id)", "\(name) (“\(bot.firstName)”), number \(bot.id)")
            )
        case .failure(let error):
            switch error.kind {
            case .unauthorized:
                return .fail(
                    Said("Telegram не принимает токен (401)", "Telegram refuses the token (401)"),
                    Said("запросите новый у @BotFather", "ask @BotFather for a new one"),
                    isConfiguration: true
                )
            case .methodNotFound:
                return .fail(
                    Said("такого токена нет (404)", "there is no such token (404)"),
                    Said(
                        "скопируйте токен целиком; проверьте TELEGRAM_BASE_URL",
                        "copy the whole token; look at TELEGRAM_BASE_URL"
                    ),
                    isConfiguration: true
                )
            default: return TelegramTrouble.finding(error)
            }
        }
    }
}
