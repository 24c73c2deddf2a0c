import Market
import Platform

/// An update that waits to be read.
struct QueuedUpdate: Sendable {
    let id: Int64
    /// The name of its member: `message` or `callback_query`, say.
    let kind: String
    /// The whole `Update` object.
    let json: JSON
    let expires: Timestamp
    /// Of the whole object, as the queue's limits count it.
    let byteCount: Int
}

/// Commands registered for one scope and language.
struct CommandList: Sendable {
    let scope: JSON
    let language: String
    let commands: JSON
}

/// What the server keeps for one bot.
struct BotState: Sendable {
    let user: SandboxUser
    var token: String
    var isRevoked = false
    var webhookURL = ""
    var queue: [QueuedUpdate] = []
    var nextUpdateID: Int64
    var lastUpdateAt: Timestamp?
    var allowedUpdates = UpdateKinds.default
    var commands: [CommandList] = []
    /// The last poll, for the hot-loop guard.
    var lastPoll: (offset: Int64, at: Timestamp)?
    /// Grows with every poll that waits: the one before sees that it has been replaced.
    var pollNumber = 0
    /// Until then a second 409 is answered late.
    var nextConflict: Timestamp?
    /// No other webhook before.
    var nextWebhook: Timestamp?
    /// The first request since the start or the last `close`; nil while the server has no client of this bot.
    var openedAt: Timestamp?
    var loggedOutAt: Timestamp?

    init(user: SandboxUser, token: String, firstUpdateID: Int64) {
        self.user = user
        self.token = token
        nextUpdateID = firstUpdateID
    }

    func wants(_ kind: String) -> Bool {
        // Updates put in by hand may be of kinds that nobody knows yet.
        allowedUpdates.contains(kind) || !UpdateKinds.all.contains(kind)
    }

    /// Seconds by which a 409 is held back: all but the first within 3 s.
    mutating func conflictDelay(at now: Timestamp) -> Int {
        if let nextConflict, now < nextConflict { return 3 }
        nextConflict = now + .seconds(3)
        return 0
    }

    /// The queue's answer to a poll; confirms what lies below a positive offset (docs/reference/telegram.md, Updates).
    mutating func take(offset: Int64, limit: Int, at now: Timestamp) -> [JSON] {
        queue.removeAll { $0.expires <= now }
        let head = queue.first?.id ?? nextUpdateID
        if offset < 0 {
            queue = queue.suffix(Int(min(offset.magnitude, 100_000)))
        } else if offset > 0, offset <= nextUpdateID + 10, offset.saturatingSum(100_000) >= head {
            queue.removeAll { $0.id < offset }
        }
        // The answer is cut near 4 MiB; the first update always fits.
        var left = 4 << 20
        return queue.prefix(limit).prefix { update in
            left -= 50 + update.byteCount
            return left > 0
        }.map(\.json)
    }

    /// Most updates and bytes that wait; what comes then is lost.
    private static let mostQueued = (count: 100_000, bytes: 128 << 20)

    func hasRoom(for update: QueuedUpdate) -> Bool {
        guard queue.count < Self.mostQueued.count else { return false }
        // An update has some 30 kB at most: a short queue needs no sum.
        guard queue.count > 2_000 else { return true }
        return queue.reduce(update.byteCount) { $0 + $1.byteCount } <= Self.mostQueued.bytes
    }
}
