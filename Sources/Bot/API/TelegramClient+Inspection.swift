extension TelegramClient {
    /// Who the bot is, and what it may hear.
    package func profile() async throws -> BotProfile {
        try await call("getMe")
    }

    /// A chat as it is configured.
    package func details(of chat: Int64) async throws -> ChatDetails {
        var arguments = MethodArguments()
        arguments.set("chat_id", chat)
        return try await call("getChat", arguments)
    }

    /// What the bot itself is in a chat, with its rights.
    package func membership(of bot: Int64, in chat: Int64) async throws -> BotMembership {
        var arguments = MethodArguments()
        arguments.set("chat_id", chat)
        arguments.set("user_id", bot)
        return try await call("getChatMember", arguments)
    }
}

/// The answer of `getMe`, with what concerns the bot's set-up.
package struct BotProfile: Hashable, Decodable, Sendable {
    package var id: Int64
    package var firstName: String
    package var username: String?
    /// False in privacy mode.
    package var readsAllMessages: Bool?

    enum CodingKeys: String, CodingKey {
        case id, username
        case firstName = "first_name"
        case readsAllMessages = "can_read_all_group_messages"
    }

    package init(id: Int64, firstName: String, username: String? = nil, readsAllMessages: Bool? = nil) {
        self.id = id
        self.firstName = firstName
        self.username = username
        self.readsAllMessages = readsAllMessages
    }
}

/// The answer of `getChat`, as far as it is needed to see whether the bot can work there.
package struct ChatDetails: Hashable, Decodable, Sendable {
    /// What ordinary members may do; absent in private chats and channels.
    package struct Permissions: Hashable, Decodable, Sendable {
        package var canSendMessages: Bool?
        package var canSendPhotos: Bool?

        enum CodingKeys: String, CodingKey {
            case canSendMessages = "can_send_messages"
            case canSendPhotos = "can_send_photos"
        }

        package init(canSendMessages: Bool? = nil, canSendPhotos: Bool? = nil) {
            self.canSendMessages = canSendMessages
            self.canSendPhotos = canSendPhotos
        }
    }

    package var id: Int64
    package var type: String
    package var title: String?
    package var isForum: Bool?
    package var permissions: Permissions?

    enum CodingKeys: String, CodingKey {
        case id, type, title, permissions
        case isForum = "is_forum"
    }

    package init(
        id: Int64,
        type: String,
        title: String? = nil,
        isForum: Bool? = nil,
        permissions: Permissions? = nil
    ) {
        self.id = id
        self.type = type
        self.title = title
        self.isForum = isForum
        self.permissions = permissions
    }
}

/// The answer of `getChatMember` about the bot; a right that is not named does not exist for that standing.
package struct BotMembership: Hashable, Decodable, Sendable {
    /// As in ``TelegramChatMember``.
    package var status: String
    /// Only with `restricted`.
    package var isMember: Bool?
    package var canSendMessages: Bool?
    package var canSendPhotos: Bool?
    /// Only in channels.
    package var canPostMessages: Bool?
    package var canEditMessages: Bool?
    package var canManageTopics: Bool?

    enum CodingKeys: String, CodingKey {
        case status
        case isMember = "is_member"
        case canSendMessages = "can_send_messages"
        case canSendPhotos = "can_send_photos"
        case canPostMessages = "can_post_messages"
        case canEditMessages = "can_edit_messages"
        case canManageTopics = "can_manage_topics"
    }

    package init(status: String) {
        self.status = status
    }

    package var isPresent: Bool {
        switch status {
        case "left", "kicked": false
        case "restricted": isMember ?? true
        default: true
        }
    }
}
