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

    /// What somebody is in a chat; certain only where the bot is an administrator.
    package func member(_ user: Int64, of chat: Int64) async throws -> TelegramChatMember {
        var arguments = MethodArguments()
        arguments.set("chat_id", chat)
        arguments.set("user_id", user)
        return try await call("getChatMember", arguments)
    }

    /// The creator and the administrators of a group, bots among them.
    package func administrators(of chat: Int64) async throws -> [TelegramChatMember] {
        var arguments = MethodArguments()
        arguments.set("chat_id", chat)
        return try await call("getChatAdministrators", arguments)
    }

    /// Makes a topic of a forum and returns its thread; needs the right to manage topics.
    package func createForumTopic(_ name: String, in chat: Int64) async throws -> Int64 {
        var arguments = MethodArguments()
        arguments.set("chat_id", chat)
        arguments.set("name", name)
        return try await call("createForumTopic", arguments, as: CreatedTopic.self).thread
    }
}

private struct CreatedTopic: Decodable {
    var thread: Int64

    enum CodingKeys: String, CodingKey {
        case thread = "message_thread_id"
    }
}
