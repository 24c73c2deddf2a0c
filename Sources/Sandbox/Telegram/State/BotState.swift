import Market

/// An update that waits to be read.
struct QueuedUpdate: Sendable {
    let id: Int64
    /// The name of its member: `message` or `callback_query`, say.
    let kind: String
    /// The whole `Update` object.
    let json: JSON
    let expires: Timestamp
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
    /// Nil means the default set.
    var allowedUpdates: Set<String>?
    var commands: [CommandList] = []
    /// The last poll, for the hot-loop guard.
    var lastPoll: (offset: Int64, at: Timestamp)?
    /// Grows with every poll: a poll that waits sees that it has been replaced.
    var pollNumber = 0

    init(user: SandboxUser, token: String, firstUpdateID: Int64) {
        self.user = user
        self.token = token
        nextUpdateID = firstUpdateID
    }

    /// Kinds that nobody gets without asking for them.
    private static let onlyOnRequest: Set<String> = ["chat_member", "message_reaction", "message_reaction_count"]

    func wants(_ kind: String) -> Bool {
        allowedUpdates?.contains(kind) ?? !Self.onlyOnRequest.contains(kind)
    }

    /// The queue's answer to a poll; confirms what lies below a positive offset (`telegram.md` §1.3).
    mutating func take(offset: Int64, limit: Int, at now: Timestamp) -> [JSON] {
        queue.removeAll { $0.expires <= now }
        let head = queue.first?.id ?? nextUpdateID
        if offset < 0 {
            queue = queue.suffix(Int(min(-offset, 100_000)))
        } else if offset > 0, offset <= nextUpdateID + 10, offset + 100_000 >= head {
            queue.removeAll { $0.id < offset }
        }
        return queue.prefix(limit).map(\.json)
    }
}
