import Platform
import Store

/// The arguments of one call.
///
/// The server reads every argument as text, nested values as JSON (docs/reference/telegram.md, Requests).
struct MethodArguments {
    private(set) var fields: [(String, String)] = []
    private(set) var files: [HTTPPart] = []

    mutating func set(_ name: String, _ value: String?) {
        if let value { fields.append((name, value)) }
    }

    mutating func set(_ name: String, _ value: Int64?) {
        if let value { fields.append((name, String(value))) }
    }

    /// Leaves the argument out when it is false, which is every flag's default.
    mutating func set(_ name: String, flag: Bool) {
        if flag { fields.append((name, "true")) }
    }

    mutating func set(_ name: String, json value: some Encodable) throws {
        fields.append((name, try JSON.encoded(value)))
    }

    mutating func attach(_ name: String, _ file: UploadFile) {
        files.append(
            HTTPPart(name: name, filename: file.name, contentType: file.contentType, bytes: file.bytes)
        )
    }

    /// The chat, its topic, and the message answered; the general topic is addressed by leaving the thread out.
    mutating func set(destination: MessageDestination) throws {
        set("chat_id", destination.chat)
        if let thread = destination.thread, thread != 1 { set("message_thread_id", thread) }
        set("disable_notification", flag: destination.isSilent)
        if let replyTo = destination.replyTo {
            try set("reply_parameters", json: ReplyParameters(messageID: replyTo))
        }
    }

    mutating func set(keyboard: [[RenderedMessage.Button]]) throws {
        if !keyboard.isEmpty { try set("reply_markup", json: ReplyMarkup(keyboard)) }
    }

    var body: HTTPBody? {
        guard files.isEmpty else {
            return .multipart(
                fields.map { HTTPPart(name: $0.0, filename: nil, contentType: nil, bytes: Array($0.1.utf8)) } + files
            )
        }
        return fields.isEmpty ? nil : .form(fields)
    }
}

/// A file to upload.
package struct UploadFile: Hashable, Sendable {
    package var name: String
    package var contentType: String
    package var bytes: [UInt8]

    package init(name: String, contentType: String, bytes: [UInt8]) {
        self.name = name
        self.contentType = contentType
        self.bytes = bytes
    }
}

/// Where a message goes and how loud it is.
package struct MessageDestination: Hashable, Sendable {
    package var chat: Int64
    package var thread: Int64?
    package var isSilent: Bool
    package var replyTo: Int64?

    package init(chat: Int64, thread: Int64? = nil, isSilent: Bool = false, replyTo: Int64? = nil) {
        self.chat = chat
        self.thread = thread
        self.isSilent = isSilent
        self.replyTo = replyTo
    }
}

/// A message whose target is gone is sent all the same.
private struct ReplyParameters: Encodable {
    var messageID: Int64
    var allowSendingWithoutReply = true

    enum CodingKeys: String, CodingKey {
        case messageID = "message_id"
        case allowSendingWithoutReply = "allow_sending_without_reply"
    }
}

/// `reply_markup` of an inline keyboard.
struct ReplyMarkup: Encodable {
    struct Button: Encodable {
        var text: String
        var callbackData: String?
        var url: String?

        enum CodingKeys: String, CodingKey {
            case text, url
            case callbackData = "callback_data"
        }
    }

    var rows: [[Button]]

    enum CodingKeys: String, CodingKey {
        case rows = "inline_keyboard"
    }

    init(_ keyboard: [[RenderedMessage.Button]]) {
        rows = keyboard.map { row in
            row.map { Button(text: $0.label, callbackData: $0.url == nil ? $0.data : nil, url: $0.url) }
        }
    }
}
