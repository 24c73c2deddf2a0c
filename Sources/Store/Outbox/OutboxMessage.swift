package import Market

/// Where a message goes; the bot resolves names to chat ids at delivery, so a migrated group is followed.
package enum ChatTarget: Hashable, Codable, Sendable {
    /// `TELEGRAM_GROUP_CHATID`.
    case group
    /// The second chat for escalations; the group when none is configured.
    case escalation
    case chat(id: Int64, thread: Int64?)
}

/// Lanes of the outbox; within a lane and chat the order is kept.
package enum OutboxPriority: Int, CaseIterable, Codable, Comparable, Sendable {
    case critical = 0
    case reply = 1
    case warning = 2
    case edit = 3
    case report = 4
    /// Answers to people without a role.
    case stranger = 5

    /// The order in which lanes are served: no number of questions holds up a warning.
    package static let servingOrder: [OutboxPriority] = [.critical, .warning, .reply, .edit, .report, .stranger]

    /// What a message becomes that takes the place of another: an alarm stays one, whoever asked to see it.
    package static func moreUrgent(_ left: OutboxPriority, _ right: OutboxPriority) -> OutboxPriority {
        [.critical, .warning, .edit, .reply, .report].first { $0 == left || $0 == right } ?? .stranger
    }

    package static func < (left: OutboxPriority, right: OutboxPriority) -> Bool { left.rawValue < right.rawValue }
}

/// A message to be put into the outbox.
package struct OutboxDraft: Hashable, Sendable {
    /// Unique for ever: the same key twice is one message.
    package var dedupeKey: String
    package var target: ChatTarget
    package var content: MessageContent
    package var priority: OutboxPriority
    /// A newer draft with the same key replaces one that is still queued.
    package var coalesceKey: String?
    package var notBefore: Timestamp?
    /// Dropped when not sent by then; nil for alerts, which never expire.
    package var expiresAt: Timestamp?

    package init(
        dedupeKey: String,
        target: ChatTarget = .group,
        content: MessageContent,
        priority: OutboxPriority,
        coalesceKey: String? = nil,
        notBefore: Timestamp? = nil,
        expiresAt: Timestamp? = nil
    ) {
        self.dedupeKey = dedupeKey
        self.target = target
        self.content = content
        self.priority = priority
        self.coalesceKey = coalesceKey
        self.notBefore = notBefore
        self.expiresAt = expiresAt
    }
}

/// Where a message of the outbox stands.
package enum OutboxState: String, CaseIterable, Codable, Sendable {
    case queued
    /// Claimed by the sender; after a crash in this state the outcome is unknown.
    case sending
    case sent
    /// Refused for good: `lastError` says why.
    case dead
    /// Not sent in time, or replaced by a newer one.
    case dropped
}

/// A message of the outbox with its history of attempts.
package struct OutboxMessage: Hashable, Sendable, Identifiable {
    package var id: Int64
    package var draft: OutboxDraft
    package var state: OutboxState
    package var attempts: Int
    /// True when an earlier attempt may have arrived: the text is then marked as a repeat.
    package var mayBeRepeat: Bool
    package var createdAt: Timestamp
    package var sentAt: Timestamp?
    package var messageID: Int64?
    package var lastError: String?
    /// True when a process died while it was sending this: it is drawn alone, and given up when that is fatal again.
    package var isSuspect: Bool
    /// Attempts of which the server may have taken the message, though its answer did not come.
    package var lostAnswers: Int

    package init(
        id: Int64,
        draft: OutboxDraft,
        state: OutboxState,
        attempts: Int,
        mayBeRepeat: Bool,
        createdAt: Timestamp,
        sentAt: Timestamp? = nil,
        messageID: Int64? = nil,
        lastError: String? = nil,
        isSuspect: Bool = false,
        lostAnswers: Int = 0
    ) {
        self.id = id
        self.draft = draft
        self.state = state
        self.attempts = attempts
        self.mayBeRepeat = mayBeRepeat
        self.createdAt = createdAt
        self.sentAt = sentAt
        self.messageID = messageID
        self.lastError = lastError
        self.isSuspect = isSuspect
        self.lostAnswers = lostAnswers
    }
}

/// How much waits in the outbox.
package struct OutboxDepth: Hashable, Sendable {
    package var queued: Int
    package var sending: Int
    package var dead: Int
    /// When the oldest waiting message was written; nil when none waits.
    package var oldest: Timestamp?

    package init(queued: Int, sending: Int, dead: Int, oldest: Timestamp?) {
        self.queued = queued
        self.sending = sending
        self.dead = dead
        self.oldest = oldest
    }
}
