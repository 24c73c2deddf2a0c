package import Market

/// A message of the embedded Telegram.
package struct SandboxMessage: Sendable {
    package enum Content: Hashable, Sendable {
        case text(FormattedText)
        case photo(file: String, caption: FormattedText)
        case document(file: String, caption: FormattedText)
        case service(Service)
    }

    /// Messages that nobody wrote.
    package enum Service: Hashable, Sendable {
        case migrated(to: Int64)
        case migratedHere(from: Int64)
        case pinned(Int)
        case joined(Int64)
        case left(Int64)
        case topicCreated(String)
        case topicEdited(String)
        case topicClosed
        case topicReopened
    }

    /// Who wrote a forwarded message first.
    package struct Origin: Hashable, Sendable {
        package let user: Int64
        package let date: Timestamp
    }

    package let id: Int
    package let chat: Int64
    package let from: Int64
    package let date: Timestamp
    package var thread: Int?
    /// Somebody writing as a chat: anonymous administrators, channels.
    package var senderChat: Int64?
    package var replyTo: Int?
    /// Sent from another chat or person.
    package var isForwarded = false
    /// Forwarded by a bot: from whom; nil says nothing of ``isForwarded``.
    package var origin: Origin?
    package var isSilent = false
    /// May not be forwarded or copied.
    package var isProtected = false
    package var mediaGroup: String?
    package var content: Content
    package var keyboard: InlineKeyboard?
    package var editDate: Timestamp?
    /// Reactions by user, in the order they were set.
    package var reactions: [(user: Int64, emoji: String)] = []

    init(id: Int, chat: Int64, from: Int64, date: Timestamp, content: Content) {
        self.id = id
        self.chat = chat
        self.from = from
        self.date = date
        self.content = content
    }

    /// The text or the caption; nil for service messages.
    package var formatted: FormattedText? {
        switch content {
        case .text(let text): text
        case .photo(_, let caption), .document(_, let caption): caption
        case .service: nil
        }
    }

    package var file: String? {
        switch content {
        case .photo(let file, _), .document(let file, _): file
        case .text, .service: nil
        }
    }
}
