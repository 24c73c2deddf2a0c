import Store

/// What messages that are edited in place show now: an edit that changes nothing is not worth a call.
///
/// Kept in memory only. After a restart the server says "not modified" once, which counts as delivered.
struct ShownMessages: Sendable {
    private struct Place: Hashable {
        var chat: Int64
        var message: Int64
    }

    private struct Look: Hashable {
        var html: String
        var keyboard: [[RenderedMessage.Button]]
    }

    private var looks: [Place: Look] = [:]

    func isSame(_ message: RenderedMessage, as id: Int64, in chat: Int64) -> Bool {
        looks[Place(chat: chat, message: id)] == Look(html: message.html, keyboard: message.keyboard)
    }

    mutating func keep(_ message: RenderedMessage, as id: Int64, in chat: Int64) {
        if looks.count >= Self.limit { forget() }
        looks[Place(chat: chat, message: id)] = Look(html: message.html, keyboard: message.keyboard)
    }

    /// After this every edit is made.
    mutating func forget() {
        looks = [:]
    }

    /// More messages than are edited in a day.
    private static let limit = 500
}
