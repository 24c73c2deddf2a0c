import Bot

/// What a failed call of the Bot API means for a set-up, whatever was asked.
enum TelegramTrouble {
    /// Said by every check but the token's, which has the word on it.
    static func withoutToken(_ subject: String? = nil) -> Finding {
        .warn(Said("не проверено: нет рабочего токена", "not checked: there is no token that works"), of: subject)
    }

    static func finding(_ error: TelegramError, of subject: String? = nil) -> Finding {
        switch error.kind {
        case .unauthorized, .methodNotFound: return withoutToken(subject)
        case .unreachable, .noAnswer:
            return .fail(
                Said("Telegram не отвечает (\(error.detail))", "Telegram does not answer (\(error.detail))"),
                Said(
                    "проверьте сеть, прокси (https_proxy) и TELEGRAM_BASE_URL",
                    "look at the network, the proxy (https_proxy) and TELEGRAM_BASE_URL"
                ),
                of: subject
            )
        case .rateLimited:
            return .warn(
                Said("Telegram просит подождать (\(error.detail))", "Telegram asks to wait (\(error.detail))"),
                Said("повторите позже", "try again later"),
                of: subject
            )
        default:
            return .fail(
                Said("Telegram отказывает: \(error.detail)", "Telegram refuses: \(error.detail)"),
                Said("прочтите его слова; docs/runbook.md", "read its words; docs/runbook.md"),
                of: subject
            )
        }
    }
}
