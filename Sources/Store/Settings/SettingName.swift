package import Market

/// The names of all settings, each once.
package enum SettingName {
    /// Minutes after which a critical alert that nobody took is escalated; missing: as configured.
    package static let escalateAfter = "alerts.escalate_after"
    /// The second chat, `off`, or missing: as configured.
    package static let escalationChat = "telegram.escalation_chat"
    /// Who was admin by configuration when the bot last started: numbers with commas.
    static let appointedAdmins = "people.appointed"
    /// What an admin by configuration is called in Telegram, who has no row among the people.
    static func appointedName(_ id: Int64) -> String { "people.appointed_name.\(id)" }
    /// The group whose members have roles by their place in it; missing: none has.
    static let roleGroup = "people.group"
    /// By how much the clock differs from Telegram's, as the bot finds it (`ClockSkew`).
    package static let telegramSkew = "clock.skew.telegram"
    /// The same for the exchange, as the scheduler finds it.
    package static let exchangeSkew = "clock.skew.exchange"
    /// The bot's name in Telegram without `@`, as it found it at its last start.
    package static let botName = "telegram.bot_name"
    /// The date of the last hi2 check that found all markets present.
    package static let hi2Complete = "hi2-complete"

    /// Since when the bot has known that the scheduler is silent; milliseconds of Unix time.
    package static let schedulerSilentSince = "bot.scheduler_silent_since"
    /// When the chat was told that somebody stopped the scheduler; milliseconds of Unix time.
    package static let schedulerStopTold = "bot.scheduler_stop_told"
    /// Until when Telegram has asked chats to wait.
    package static let telegramHolds = "telegram.holds"
    /// Why no poll succeeds (`PollTrouble`); missing: polls succeed.
    package static let pollTrouble = "telegram.poll_trouble"
    /// Since when chats have known that the bot hears nothing; milliseconds of Unix time.
    package static let deafSince = "bot.deaf_since"
    /// When the clock was last found ahead of what others say (`MendedClock`).
    package static let mendedClock = "clock.mended"
    /// The offset for the next `getUpdates`.
    static let telegramOffset = "telegram.offset"
    /// The bot whose updates and messages the store knows.
    static let telegramBot = "telegram.bot_id"
    /// Begins the names under which chats' quiet hours are remembered; milliseconds of Unix time.
    package static let quietHeldPrefix = "quiet.held."
    /// Begins ``sessionClosed(_:)``.
    static let sessionClosedPrefix = "session-closed:"

    /// The language that a chat or a person has chosen; missing: as configured.
    package static func language(_ chat: Int64) -> String { "\(languagePrefix)\(chat)" }
    /// Begins ``language(_:)``.
    package static let languagePrefix = "telegram.language."

    /// The message of the latest day's opening in a chat: its morning's note and gap leaders.
    package static func openingMessage(_ chat: Int64, _ market: ShareMarket = .moex) -> String {
        openingMessagePrefix + (market == .moex ? "" : "\(market.rawValue.lowercased()).") + "\(chat)"
    }
    /// Begins ``openingMessage(_:_:)``.
    package static let openingMessagePrefix = "telegram.opening_message."

    /// Who has written to the bot in private: the language of their client.
    package static func privateChat(_ person: Int64) -> String { "\(privateChatPrefix)\(person)" }
    /// Begins ``privateChat(_:)``.
    package static let privateChatPrefix = "telegram.private."

    /// Why a chat refuses the bot; missing: it does not.
    package static func closedChat(_ chat: Int64) -> String { "\(closedChatPrefix)\(chat)" }
    /// Begins ``closedChat(_:)``.
    package static let closedChatPrefix = "telegram.closed."

    /// When it was told that a chat refuses the bot; milliseconds of Unix time.
    package static func closedChatTold(_ chat: Int64) -> String { "\(closedChatToldPrefix)\(chat)" }
    /// Begins ``closedChatTold(_:)``.
    package static let closedChatToldPrefix = "telegram.closed_told."

    /// The number that a chat has now; missing: the same.
    package static func migrated(_ chat: Int64) -> String { "telegram.migrated.\(chat)" }

    /// Begins what is set for a chat from the chat, which moves with it.
    package static func chatPrefix(_ chat: Int64) -> String { "chat.\(chat)." }
    /// A chat's quiet hours; missing: as configured.
    package static func quietHours(_ chat: Int64) -> String { "\(chatPrefix(chat))quiet" }
    /// The topic of a chat for what concerns a market, or for all else; missing: as configured.
    package static func topic(_ chat: Int64, _ market: AlgoPackSegment?) -> String {
        "\(chatPrefix(chat))topic.\(market?.rawValue ?? "all")"
    }

    /// Begins the names under which the lists of commands that were sent are remembered.
    package static let commandMenuPrefix = "telegram.commands."

    /// Up to when a market's sessions have been closed; milliseconds of Unix time.
    package static func sessionClosed(_ market: AlgoPackSegment) -> String { "\(sessionClosedPrefix)\(market)" }
}
