import Store

/// What messages that are edited in place show now: an edit that changes nothing is not worth a call.
///
/// Kept in memory only. After a restart the server says "not modified" once, which counts as delivered.
struct ShownMessages: Sendable {
    private struct Place: Hashable {
        var chat: Int64
        var message: Int64
    }

    /// A hash of text and buttons each: thousands of texts would cost megabytes, and that two of one message share a hash is not to be feared.
    private var looks: [Place: Int] = [:]

    func isSame(_ message: RenderedMessage, as id: Int64, in chat: Int64) -> Bool {
        looks[Place(chat: chat, message: id)] == Self.look(message)
    }

    mutating func keep(_ message: RenderedMessage, as id: Int64, in chat: Int64) {
        if looks.count >= Self.limit { forget() }
        looks[Place(chat: chat, message: id)] = Self.look(message)
    }

    /// After this every edit is made.
    mutating func forget() {
        looks = [:]
    }

    private static func look(_ message: RenderedMessage) -> Int {
        var hasher = Hasher()
        hasher.combine(message.html)
        hasher.combine(message.keyboard)
        return hasher.finalize()
    }

    /// More messages than are sent and edited in a day.
    private static let limit = 10_000
}
