import Platform

/// A message, with the few of its fields that the bot looks at; unknown fields are ignored.
package struct TelegramMessage: Hashable, Decodable, Sendable {
    package var messageID: Int64
    /// Unix seconds; 0 for a message that is no longer accessible.
    package var date: Int64
    package var chat: TelegramChat
    package var from: TelegramUser?
    /// A chat that wrote in its own name: a channel, or the group of an anonymous administrator.
    package var senderChat: TelegramChat?
    package var text: String?
    /// What stands under a picture or file.
    package var caption: String?
    package var threadID: Int64?
    /// False in replies within the general topic, whose thread id is not a topic's.
    package var isTopicMessage: Bool
    package var isForwarded: Bool
    package var isViaBot: Bool
    package var isAutomaticForward: Bool
    package var editDate: Int64?
    /// User name of the account whose message this answers, lower case.
    package var repliedName: String?
    package var migrateToChatID: Int64?
    package var migrateFromChatID: Int64?

    enum CodingKeys: String, CodingKey {
        case date, chat, from, text, caption
        case messageID = "message_id"
        case senderChat = "sender_chat"
        case threadID = "message_thread_id"
        case isTopicMessage = "is_topic_message"
        case forwardOrigin = "forward_origin"
        case forwardDate = "forward_date"
        case forwardFrom = "forward_from"
        case viaBot = "via_bot"
        case isAutomaticForward = "is_automatic_forward"
        case editDate = "edit_date"
        case repliedMessage = "reply_to_message"
        case migrateToChatID = "migrate_to_chat_id"
        case migrateFromChatID = "migrate_from_chat_id"
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        messageID = try values.decode(Int64.self, forKey: .messageID)
        let seconds = try values.decodeIfPresent(Int64.self, forKey: .date) ?? 0
        // The API's dates have 32 bits; anything else would overflow an instant, and counts as long ago.
        date = (0...Int64(UInt32.max)).contains(seconds) ? seconds : 0
        chat = try values.decode(TelegramChat.self, forKey: .chat)
        from = try values.decodeIfPresent(TelegramUser.self, forKey: .from)
        senderChat = try values.decodeIfPresent(TelegramChat.self, forKey: .senderChat)
        // Every line end counts in a command; what is longer than Telegram allows is no command.
        text = try values.decodeIfPresent(String.self, forKey: .text).map { text in
            text.utf8.count > TextLimit.message ? text.bounded(to: TextLimit.message) : text
        }
        caption = try values.decodeIfPresent(String.self, forKey: .caption).map { $0.bounded(to: TextLimit.message) }
        threadID = try values.decodeIfPresent(Int64.self, forKey: .threadID)
        isTopicMessage = try values.decodeIfPresent(Bool.self, forKey: .isTopicMessage) ?? false
        // Presence is enough: what is inside differs between versions of the API.
        isForwarded =
            values.contains(.forwardOrigin) || values.contains(.forwardDate) || values.contains(.forwardFrom)
        isViaBot = values.contains(.viaBot)
        isAutomaticForward = try values.decodeIfPresent(Bool.self, forKey: .isAutomaticForward) ?? false
        editDate = try values.decodeIfPresent(Int64.self, forKey: .editDate)
        repliedName = try values.decodeIfPresent(RepliedMessage.self, forKey: .repliedMessage)?.from?.username?
            .lowercased()
        migrateToChatID = try values.decodeIfPresent(Int64.self, forKey: .migrateToChatID)
        migrateFromChatID = try values.decodeIfPresent(Int64.self, forKey: .migrateFromChatID)
    }
}

/// The answered message, as far as it matters.
private struct RepliedMessage: Decodable {
    var from: TelegramUser?
}
