/// Names of the settings that one process writes and another reads.
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
}
