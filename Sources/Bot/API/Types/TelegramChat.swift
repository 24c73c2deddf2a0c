/// A private chat, a group or a channel.
package struct TelegramChat: Hashable, Decodable, Sendable {
    package var id: Int64
    /// `private`, `group`, `supergroup` or `channel`; other words may come.
    package var type: String
    package var title: String?
    package var isForum: Bool?

    enum CodingKeys: String, CodingKey {
        case id, type, title
        case isForum = "is_forum"
    }

    package init(id: Int64, type: String, title: String? = nil, isForum: Bool? = nil) {
        self.id = id
        self.type = type
        self.title = title
        self.isForum = isForum
    }

    package var isPrivate: Bool { type == "private" }
    package var isGroup: Bool { type == "group" || type == "supergroup" }
}

/// Somebody's standing in a chat, as `getChatMember` and `my_chat_member` report it.
package struct TelegramChatMember: Hashable, Decodable, Sendable {
    package var user: TelegramUser
    /// `creator`, `administrator`, `member`, `restricted`, `left` or `kicked`.
    package var status: String
    /// Only with `restricted`: whether the person is in the chat.
    package var isMember: Bool?

    enum CodingKeys: String, CodingKey {
        case user, status
        case isMember = "is_member"
    }

    package var isPresent: Bool {
        switch status {
        case "left", "kicked": false
        case "restricted": isMember ?? true
        default: true
        }
    }
}
