package import Market
import Platform

/// How one sender takes the next message, and what a sender that died leaves behind.
extension OutboxStore {
    /// Takes the next message to be sent, by the lanes' serving order and the oldest first; nil when none is due.
    ///
    /// Within a chat and lane the order is kept: a message that is being sent or waits for its retry holds back the later
    /// ones of its chat and lane, until it has failed more than three times. Other chats are never held back. Expired
    /// messages are dropped, and messages whose lease ran out are queued again as possible repeats.
    ///
    /// - Parameters:
    ///   - lease: how long the sender may take; after that the outcome counts as unknown.
    ///   - closed: chats whose limit is used up, or to which something is being sent.
    package func claimNext(
        at now: Timestamp,
        lease: Duration,
        closed: OutboxClosure = OutboxClosure()
    ) throws -> OutboxMessage? {
        let waiting = try lanes(at: now)
        for lane in OutboxPriority.servingOrder where waiting.contains(lane) && !closed.closedLanes.contains(lane) {
            let other = closed.lanes[lane] ?? []
            let texts = Self.list(closed.texts + other + (closed.busy[lane] ?? []))
            let uploads = Self.list(closed.uploads + other)
            // Looking first costs no write lock when there is nothing to do; only this sender takes what it finds.
            while let candidate: Int64 = try database.first(
                Self.nextDue,
                [now, texts, uploads, closed.takesUploads, lane],
                { row in try row["id"] }
            ) {
                if let message = try take(candidate, at: now, lease: lease) { return message }
            }
        }
        return nil
    }

    /// Marks a queued message as being sent; nil where it is no longer queued, or given up because it cannot be read.
    private func take(_ id: Int64, at now: Timestamp, lease: Duration) throws -> OutboxMessage? {
        try write { database in
            let claimed: OutboxMessage?? = try database.first(
                """
                UPDATE outbox SET state = 'sending', attempts = attempts + 1, lease_until = ?2
                WHERE id = ?1 AND state = 'queued' RETURNING *
                """,
                [id, now.advanced(by: lease)]
            ) { row in OutboxMessage(ifReadable: row) }
            guard let claimed else { return nil }
            if let claimed { return claimed }
            let reason = "another version of Mayak wrote this message"
            try database.finish(outbox: id, .dead, error: reason, messageID: nil, at: now)
            return nil
        }
    }

    /// Queues messages again whose sender is gone, marked as possible repeats; returns how many.
    ///
    /// - Parameter all: true where this process is the only sender and has just started, so no lease is alive. Then the
    ///   sender died, and the message is suspected of it; see ``giveUpFatal()``.
    @discardableResult
    package func recoverInterrupted(at now: Timestamp, all: Bool = false) throws -> Int {
        try write { database in
            try database.execute(
                """
                UPDATE outbox SET state = 'queued', lease_until = NULL, may_be_repeat = 1,
                    crashes = MAX(crashes, ?1), last_error = 'the sender stopped before the answer came'
                WHERE state = 'sending' AND (?1 OR lease_until <= ?2)
                """,
                [all, now]
            )
        }
    }

    /// Gives up the messages whose drawing has killed two processes; to be called by a sender that has just started.
    ///
    /// - Returns: their numbers.
    package func giveUpFatal() throws -> [Int64] {
        let now = clock.now
        return try write { database in
            try database.query(
                """
                UPDATE outbox SET state = 'dead', finished_at = ?, lease_until = NULL,
                    last_error = 'given up: the bot ended twice while it was drawing this message'
                WHERE state IN ('queued', 'sending') AND crashes > 1 RETURNING id
                """,
                [now]
            ) { row in try row["id"] }
        }
    }

    /// Counts that a suspected message is drawn now, or takes the suspicion from it.
    package func markSuspect(_ id: Int64, isBeingDrawn: Bool) throws {
        try write { database in
            try database.execute("UPDATE outbox SET crashes = ? WHERE id = ?", [isBeingDrawn ? 2 : 0, id])
        }
    }

    /// A JSON array; chat keys hold nothing that JSON would escape.
    private static func list(_ targets: [ChatTarget]) -> String {
        "[" + targets.map { "\"\($0.chatKey)\"" }.joined(separator: ",") + "]"
    }

    /// The lanes in which messages wait, after what has expired is dropped and what its sender left is queued again.
    ///
    /// One look, because most of the time there is nothing.
    private func lanes(at now: Timestamp) throws -> [OutboxPriority] {
        let look = try database.first(Self.look, [now]) { row in
            (isDue: try row["is_due"] as Bool, lanes: try row["lanes"] as Int)
        }
        guard let look else { return [] }
        guard look.isDue else { return OutboxPriority.allCases.filter { look.lanes & 1 << $0.rawValue != 0 } }
        try tidyOutbox(at: now)
        return OutboxPriority.allCases
    }

    /// ?1 is now.
    private static let look: String = {
        let lanes = OutboxPriority.allCases.map { lane in
            """
            EXISTS (SELECT 1 FROM outbox INDEXED BY outbox_due WHERE state = 'queued' AND priority = \(lane.rawValue)) \
            * \(1 << lane.rawValue)
            """
        }
        return """
            SELECT EXISTS (SELECT 1 FROM outbox WHERE state = 'sending' AND lease_until <= ?1)
                OR EXISTS (SELECT 1 FROM outbox INDEXED BY outbox_expiry WHERE state = 'queued' AND expires_at <= ?1)
                AS is_due, \(lanes.joined(separator: " + ")) AS lanes
            """
    }()

    private func tidyOutbox(at now: Timestamp) throws {
        try recoverInterrupted(at: now)
        try write { database in
            try database.execute(
                """
                UPDATE outbox SET state = 'dropped', finished_at = ?1, last_error = 'not sent in time'
                WHERE state = 'queued' AND expires_at <= ?1
                """,
                [now]
            )
        }
    }

    /// ?1 is now, ?2 and ?3 JSON arrays of the chats closed to texts and to uploads, ?4 whether uploads leave at all,
    /// ?5 the lane.
    ///
    /// The indexes are named, because SQLite would look at every pair of queued messages: 0.7 s with two thousand of them.
    private static let nextDue = """
        SELECT candidate.id FROM outbox AS candidate INDEXED BY outbox_due
        WHERE candidate.state = 'queued' AND candidate.priority = ?5 AND IFNULL(candidate.not_before, 0) <= ?1
            AND IFNULL(candidate.retry_at, 0) <= ?1
            AND CASE WHEN candidate.is_upload
                THEN ?4 AND candidate.chat NOT IN (SELECT value FROM json_each(?3))
                ELSE candidate.chat NOT IN (SELECT value FROM json_each(?2)) END
            AND NOT EXISTS (
                SELECT 1 FROM outbox AS earlier INDEXED BY outbox_lane
                WHERE earlier.state IN ('queued', 'sending')
                    AND earlier.chat = candidate.chat AND earlier.priority = candidate.priority
                    AND earlier.id < candidate.id
                    AND (earlier.state = 'sending'
                        OR (earlier.state = 'queued' AND earlier.retry_at > ?1 AND earlier.attempts <= 3)))
        ORDER BY candidate.id LIMIT 1
        """
}
