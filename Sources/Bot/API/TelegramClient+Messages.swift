package import Store

/// How a text is to be read by the server.
package enum TextFormat: Hashable, Sendable {
    case plain, html
}

extension TelegramClient {
    /// Posts a text of up to 4096 characters and returns the message's id.
    package func sendMessage(
        _ text: String,
        format: TextFormat = .html,
        keyboard: [[RenderedMessage.Button]] = [],
        to destination: MessageDestination
    ) async throws -> Int64 {
        var arguments = MethodArguments()
        try arguments.set(destination: destination)
        try arguments.set(text: text, as: format, named: "text")
        arguments.set("link_preview_options", Self.noPreview)
        try arguments.set(keyboard: keyboard)
        return try await call("sendMessage", arguments, as: SentMessage.self).id
    }

    /// Replaces a text and its keyboard; an empty keyboard removes the buttons.
    package func editMessageText(
        _ text: String,
        format: TextFormat = .html,
        keyboard: [[RenderedMessage.Button]] = [],
        message: Int64,
        chat: Int64
    ) async throws {
        var arguments = MethodArguments()
        arguments.set("chat_id", chat)
        arguments.set("message_id", message)
        try arguments.set(text: text, as: format, named: "text")
        arguments.set("link_preview_options", Self.noPreview)
        try arguments.set(keyboard: keyboard)
        _ = try await call("editMessageText", arguments, as: SentMessage.self)
    }

    /// Removes a message of the bot's own, up to 48 hours old.
    package func deleteMessage(_ message: Int64, chat: Int64) async throws {
        var arguments = MethodArguments()
        arguments.set("chat_id", chat)
        arguments.set("message_id", message)
        _ = try await call("deleteMessage", arguments, as: Bool.self)
    }

    private static let noPreview = #"{"is_disabled":true}"#
}

extension MethodArguments {
    mutating func set(text: String, as format: TextFormat, named name: String) throws {
        set(name, text)
        if format == .html { set("parse_mode", "HTML") }
    }
}

/// The part of a sent or edited message that is needed.
struct SentMessage: Decodable {
    var id: Int64

    enum CodingKeys: String, CodingKey {
        case id = "message_id"
    }
}
