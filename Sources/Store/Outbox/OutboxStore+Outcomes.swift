package import Market
import Platform

/// How the attempt to send a message ended.
extension OutboxStore {
    /// Telegram has taken the message.
    ///
    /// - Parameters:
    ///   - messageID: Telegram's number of the (first) message.
    ///   - reminder: set when this message reminds of its alert, or ends the reminders of it.
    ///   - living: set when this message is from now on the one that shows its alert.
    ///   - fade: what the message becomes later, in place of what was planned for it before.
    ///   - disproved: a setting that is not true any more now that the message has arrived.
    ///   - noted: a setting that is true from now on.
    package func markSent(
        _ id: Int64,
        messageID: Int64?,
        living: LivingMessage? = nil,
        reminder: StandingReminder? = nil,
        fade: PlannedFade? = nil,
        disproved: String? = nil,
        noted: (key: String, value: String)? = nil
    ) throws {
        let now = clock.now
        try write { database in
            try database.finish(outbox: id, .sent, error: nil, messageID: messageID, at: now)
            if let living { try database.show(living, by: id, at: now) }
            if let reminder { try database.save(reminder) }
            if let fade { try database.plan(fade, at: now) }
            if let disproved { try database.saveSetting(disproved, nil) }
            if let noted { try database.saveSetting(noted.key, noted.value) }
        }
        core.metrics?.messages.add(.sent)
    }

    /// The attempt failed; the message is queued again for the given time.
    ///
    /// - Parameters:
    ///   - mayHaveArrived: true where the outcome is unknown: the next attempt is marked as a repeat.
    ///   - isAnswerLost: true where the server has most likely taken it, and only its answer did not come.
    package func markFailed(
        _ id: Int64,
        error: String,
        retryAt: Timestamp,
        mayHaveArrived: Bool = false,
        isAnswerLost: Bool = false
    ) throws {
        try write { database in
            try database.execute(
                """
                UPDATE outbox SET state = 'queued', lease_until = NULL, retry_at = ?, last_error = ?,
                    may_be_repeat = may_be_repeat OR ?, lost_answers = lost_answers + ?
                WHERE id = ? AND state = 'sending'
                """,
                [retryAt, StoredWords.line(error), mayHaveArrived, isAnswerLost, id]
            )
        }
        core.metrics?.messages.add(.failed)
    }

    /// Gives the message back untried, as when the chat's limit turned out to be used up; the attempt does not count.
    package func postpone(_ id: Int64, until: Timestamp) throws {
        try write { database in
            try database.execute(
                """
                UPDATE outbox SET state = 'queued', lease_until = NULL, retry_at = ?, attempts = attempts - 1
                WHERE id = ? AND state = 'sending'
                """,
                [until, id]
            )
        }
    }

    /// Telegram refused the message for good.
    package func markDead(_ id: Int64, error: String) throws {
        let now = clock.now
        try write { try $0.finish(outbox: id, .dead, error: error, messageID: nil, at: now) }
        core.metrics?.messages.add(.dead)
    }

    /// The message has become pointless.
    package func markDropped(_ id: Int64, reason: String) throws {
        let now = clock.now
        try write { try $0.finish(outbox: id, .dropped, error: reason, messageID: nil, at: now) }
        core.metrics?.messages.add(.dropped)
    }
}
