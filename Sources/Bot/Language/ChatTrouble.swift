import Store

/// Why Telegram takes no message for a chat, in the reader's words; Telegram's own are English.
enum ChatTrouble: String, Phrase {
    case kicked, blocked, deactivated, absent, noRights, unknown, deleted, notBegun, isBot, other

    /// From the server's sentence (docs/reference/telegram.md, Refusals).
    init(_ reason: String) {
        let known: [(part: String, trouble: ChatTrouble)] = [
            ("kicked", .kicked), ("blocked", .blocked), ("deactivated", .deactivated), ("not a member", .absent),
            ("deleted", .deleted), ("initiate", .notBegun), ("bots can't", .isBot), ("rights", .noRights),
            ("chat not found", .unknown),
        ]
        self = known.first { reason.contains($0.part) }?.trouble ?? .other
    }

    var texts: Texts {
        switch self {
        case .kicked: Texts("бота удалили", "the bot was removed")
        case .blocked: Texts("бот заблокирован", "the bot is blocked")
        case .deactivated: Texts("пользователь удалён", "the user is deactivated")
        case .absent: Texts("бота нет в чате", "the bot is not in the chat")
        case .noRights: Texts("нет прав писать", "no right to write")
        case .unknown: Texts("такого чата нет", "no such chat")
        case .deleted: Texts("группа удалена", "the group was deleted")
        case .notBegun: Texts("человек не начинал чат с ботом", "the person has not begun a chat with the bot")
        case .isBot: Texts("это бот", "it is a bot")
        case .other: Texts("причина в журнале", "the log has the reason")
        }
    }
}

extension Wording {
    /// Telegram's sentence in English, what it comes to in Russian.
    func trouble(_ reason: String) -> String { technical(reason) ?? text(ChatTrouble(reason)) }
}
