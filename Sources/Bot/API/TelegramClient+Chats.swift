extension TelegramClient {
    /// Sets the list beside the input field; `language` is two letters, nil for everyone else.
    package func setCommands(_ commands: [BotCommandEntry], scope: BotCommandScope, language: String?) async throws {
        var arguments = MethodArguments()
        try arguments.set("commands", json: commands)
        arguments.set("scope", scope.json)
        arguments.set("language_code", language)
        _ = try await call("setMyCommands", arguments, as: Bool.self)
    }

    /// Takes a list away, so that the next wider scope shows.
    package func deleteCommands(scope: BotCommandScope, language: String?) async throws {
        var arguments = MethodArguments()
        arguments.set("scope", scope.json)
        arguments.set("language_code", language)
        _ = try await call("deleteMyCommands", arguments, as: Bool.self)
    }

    /// Somebody's standing in a chat; certain for others only where the bot is an administrator.
    package func member(_ user: Int64, of chat: Int64) async throws -> TelegramChatMember {
        var arguments = MethodArguments()
        arguments.set("chat_id", chat)
        arguments.set("user_id", user)
        return try await call("getChatMember", arguments)
    }

    /// Makes a topic of a forum and returns its thread; needs the right to manage topics.
    package func createForumTopic(_ name: String, in chat: Int64) async throws -> Int64 {
        var arguments = MethodArguments()
        arguments.set("chat_id", chat)
        arguments.set("name", name)
        return try await call("createForumTopic", arguments, as: CreatedTopic.self).thread
    }

    /// Shows "uploading a photo…" or the like for up to 5 s.
    package func sendAction(_ action: ChatAction, chat: Int64, thread: Int64? = nil) async throws {
        var arguments = MethodArguments()
        arguments.set("chat_id", chat)
        if let thread, thread != 1 { arguments.set("message_thread_id", thread) }
        arguments.set("action", action.rawValue)
        _ = try await call("sendChatAction", arguments, as: Bool.self)
    }
}

/// What the chat is told the bot is doing.
package enum ChatAction: String, Sendable {
    case typing
    case uploadPhoto = "upload_photo"
    case uploadDocument = "upload_document"
}

private struct CreatedTopic: Decodable {
    var thread: Int64

    enum CodingKeys: String, CodingKey {
        case thread = "message_thread_id"
    }
}
