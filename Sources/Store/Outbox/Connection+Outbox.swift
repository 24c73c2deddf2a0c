import Market
import Platform

extension ChatTarget {
    /// The chat without its thread: what limits and order are counted by.
    package var chatKey: String {
        switch self {
        case .group: "group"
        case .escalation: "escalation"
        case .chat(let id, _): "chat \(id)"
        }
    }
}

extension Connection {
    /// Writes a draft, claimed already where the sender may have it at once; nil when a message with its key exists.
    func enqueue(_ draft: OutboxDraft, at now: Timestamp, claim: OutboxClaim?) throws
        -> (id: Int64, claimed: OutboxMessage?)?
    {
        guard let claim, try isNext(draft, at: now) else {
            return try enqueue(draft, at: now).map { ($0, nil) }
        }
        guard let id = try insert(draft, .sending, leaseUntil: now.advanced(by: claim.lease), at: now) else {
            return nil
        }
        let claimed = OutboxMessage(
            id: id,
            draft: draft,
            state: .sending,
            attempts: 1,
            mayBeRepeat: false,
            createdAt: now
        )
        return (id, claimed)
    }

    private func insert(_ draft: OutboxDraft, _ state: OutboxState, leaseUntil: Timestamp?, at now: Timestamp) throws
        -> Int64?
    {
        try first(
            """
            INSERT INTO outbox (dedupe_key, chat, target, content, priority, coalesce_key, not_before, expires_at,
                is_upload, state, attempts, lease_until, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (dedupe_key) DO NOTHING RETURNING id
            """,
            [
                draft.dedupeKey, draft.target.chatKey, try JSONText(draft.target), try JSONText(draft.content),
                draft.priority, draft.coalesceKey, draft.notBefore, draft.expiresAt, draft.content.isUpload, state,
                state == .sending ? 1 : 0, leaseUntil, now,
            ]
        ) { row in try row["id"] }
    }

    /// Returns nil when a message with the draft's key exists.
    func enqueue(_ draft: OutboxDraft, at now: Timestamp) throws -> Int64? {
        let id = try insert(draft, .queued, leaseUntil: nil, at: now)
        guard let id, let coalesceKey = draft.coalesceKey else { return id }
        let replaced: [(id: Int64, priority: OutboxPriority)] = try query(
            """
            UPDATE outbox SET state = 'dropped', finished_at = ?, last_error = ?
            WHERE state = 'queued' AND coalesce_key = ? AND chat = ? AND id < ? RETURNING id, priority
            """,
            [now, "replaced by message \(id)", coalesceKey, draft.target.chatKey, id]
        ) { row in (try row["id"], try row["priority"]) }
        let urgent = replaced.map(\.priority).reduce(draft.priority, OutboxPriority.moreUrgent)
        if urgent != draft.priority {
            try execute("UPDATE outbox SET priority = ? WHERE id = ?", [urgent, id])
        }
        // What the old one may have shown already, the new one shows again; and news is no reason to try sooner what fails.
        for old in replaced {
            try execute(
                """
                UPDATE outbox SET may_be_repeat = MAX(outbox.may_be_repeat, old.may_be_repeat),
                    attempts = MAX(outbox.attempts, old.attempts), lost_answers = MAX(outbox.lost_answers, old.lost_answers),
                    retry_at = NULLIF(MAX(IFNULL(outbox.retry_at, 0), IFNULL(old.retry_at, 0)), 0)
                FROM outbox AS old WHERE outbox.id = ? AND old.id = ?
                """,
                [id, old.id]
            )
        }
        return id
    }

    func finish(
        outbox id: Int64,
        _ state: OutboxState,
        error: String?,
        messageID: Int64?,
        at now: Timestamp
    ) throws {
        try execute(
            """
            UPDATE outbox SET state = ?1, finished_at = ?2, last_error = IFNULL(?3, last_error), message_id = ?4,
                lease_until = NULL WHERE id = ?5 AND state IN ('queued', 'sending')
            """,
            [state, now, error.map(StoredWords.line), messageID, id]
        )
    }

    /// Once an alert is there, what was to remind of it says nothing that its message does not.
    func show(_ message: LivingMessage, by id: Int64, at now: Timestamp) throws {
        try execute(
            "INSERT OR REPLACE INTO living_messages (kind, number, chat, message) VALUES (?, ?, ?, ?)",
            [message.subject.kind, message.subject.number, message.chat, message.messageID]
        )
        guard case .alert(let leader) = message.subject else { return }
        try execute(
            """
            UPDATE outbox SET state = 'dropped', finished_at = ?, last_error = 'the alert has only now been shown'
            WHERE state = 'queued' AND coalesce_key = ? AND chat = (SELECT chat FROM outbox WHERE id = ?)
            """,
            [now, IncidentCoalescing.reminderKey(leader: leader), id]
        )
    }

    func save(_ reminder: StandingReminder) throws {
        try execute(
            "UPDATE living_messages SET reminder = ? WHERE kind = 'alert' AND number = ? AND chat = ?",
            [reminder.messageID, reminder.alert, reminder.chat]
        )
    }
}

extension OutboxMessage {
    /// Nil for a row of another version.
    init?(ifReadable row: Row) {
        // One such row must not hold up those behind it.
        guard let message = try? OutboxMessage(row: row) else { return nil }
        self = message
    }

    init(row: Row) throws {
        let state: OutboxState = try row["state"]
        self.init(
            id: try row["id"],
            draft: OutboxDraft(
                dedupeKey: try row["dedupe_key"],
                target: try row.json("target"),
                content: try row.json("content"),
                priority: try row["priority"],
                coalesceKey: try row["coalesce_key"],
                notBefore: try row["not_before"],
                expiresAt: try row["expires_at"]
            ),
            state: state,
            attempts: try row["attempts"],
            mayBeRepeat: try row["may_be_repeat"],
            createdAt: try row["created_at"],
            sentAt: state == .sent ? try row["finished_at"] : nil,
            messageID: try row["message_id"],
            lastError: try row["last_error"],
            isSuspect: try row["crashes"] > 0,
            lostAnswers: try row["lost_answers"]
        )
    }
}
