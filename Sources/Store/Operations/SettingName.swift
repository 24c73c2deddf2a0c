package import Market

/// Names of the settings that more than one part reads or writes.
package enum SettingName {
    /// Minutes after which a critical alert that nobody took is escalated; missing: as configured.
    package static let escalateAfter = "alerts.escalate_after"
    /// The second chat, `off`, or missing: as configured.
    package static let escalationChat = "telegram.escalation_chat"
    /// Who was admin by configuration when the bot last started: numbers with commas.
    static let appointedAdmins = "people.appointed"
    /// By how much the clock differs from Telegram's, as the bot finds it (`ClockSkew`).
    package static let telegramSkew = "clock.skew.telegram"
    /// The same for the exchange, as the scheduler finds it.
    package static let exchangeSkew = "clock.skew.exchange"
    /// The bot's name in Telegram without `@`, as it found it at its last start.
    package static let botName = "telegram.bot_name"
    /// The date of the last hi2 check that found all markets present.
    package static let hi2Complete = "hi2-complete"

    /// The language that a chat or a person has chosen; missing: as configured.
    package static func language(_ chat: Int64) -> String { "telegram.language.\(chat)" }

    /// Up to when a market's sessions have been closed; milliseconds of Unix time.
    package static func sessionClosed(_ market: MarketID) -> String { "session-closed:\(market)" }
}
