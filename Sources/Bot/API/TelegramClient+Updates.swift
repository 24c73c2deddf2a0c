import Market

extension TelegramClient {
    package func me() async throws -> TelegramUser {
        try await call("getMe")
    }

    /// Ends a webhook, which would make every poll a 409; the queue is kept.
    package func deleteWebhook() async throws {
        _ = try await call("deleteWebhook", as: Bool.self)
    }

    /// Asks for updates from `offset` on, which confirms those before it; the server holds the answer up to `timeout`.
    ///
    /// The deadline is 10 s past the poll, so that a connection that died quietly is noticed.
    ///
    /// - Parameter margin: what the deadline is past the poll.
    package func updates(
        offset: Int64?,
        timeout: Duration,
        limit: Int = 100,
        margin: Duration = .seconds(10)
    ) async throws -> UpdateBatch {
        var arguments = MethodArguments()
        arguments.set("offset", offset)
        arguments.set("limit", Int64(limit))
        arguments.set("timeout", timeout.wholeSeconds)
        try arguments.set("allowed_updates", json: ["message", "callback_query", "my_chat_member"])
        return try await call("getUpdates", arguments, timeout: timeout + margin)
    }

    /// Stops the spinner on a button, with a toast or an alert.
    package func answerCallback(_ id: String, text: String? = nil, isAlert: Bool = false) async throws {
        var arguments = MethodArguments()
        arguments.set("callback_query_id", id)
        arguments.set("text", text.map { String($0.prefix(200)) })
        arguments.set("show_alert", flag: isAlert)
        // A server that does not answer must not keep the presses behind this one waiting.
        _ = try await call("answerCallbackQuery", arguments, timeout: min(options.timeout, .seconds(5)), as: Bool.self)
    }
}
