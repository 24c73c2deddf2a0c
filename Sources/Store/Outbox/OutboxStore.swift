package import Market
import Platform

/// Messages to be sent, and what became of them.
package actor OutboxStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// Puts messages into the outbox.
    ///
    /// A draft whose key is known already is ignored. One with a coalesce key takes the place of a message to the same
    /// chat that is still queued under that key: the old one is dropped, the new one inherits its lane when that is the
    /// more urgent.
    ///
    /// - Returns: the numbers of the messages that were new.
    @discardableResult
    package func enqueue(_ drafts: [OutboxDraft]) throws -> [Int64] {
        let now = clock.now
        return try write { database in
            try drafts.compactMap { try database.enqueue($0, at: now) }
        }
    }

    /// Messages of a chat and lane that wait, the oldest first.
    package func queued(chatKey: String, priority: OutboxPriority) throws -> [OutboxMessage] {
        try database.query(
            "SELECT * FROM outbox WHERE state = 'queued' AND chat = ? AND priority = ? ORDER BY id",
            [chatKey, priority]
        ) { row in OutboxMessage(ifReadable: row) }.compactMap(\.self)
    }

    /// How far the latest message with that key is on its way to a chat: queued, or being sent; nil where none is.
    package func pending(_ coalesceKey: String, target: ChatTarget) throws -> OutboxState? {
        try database.first(
            """
            SELECT state FROM outbox WHERE state IN ('queued', 'sending') AND coalesce_key = ? AND chat = ?
            ORDER BY state LIMIT 1
            """,
            [coalesceKey, target.chatKey]
        ) { row in try row["state"] }
    }

    /// When the latest message with that key reached a chat, of the last few thousand; nil where none did.
    package func lastSent(_ coalesceKey: String, target: ChatTarget) throws -> Timestamp? {
        try database.first(
            """
            SELECT MAX(finished_at) AS at FROM outbox
            WHERE state = 'sent' AND id > (SELECT MAX(id) - 5000 FROM outbox) AND coalesce_key = ? AND chat = ?
            """,
            [coalesceKey, target.chatKey]
        ) { row in try row["at"] as Timestamp? } ?? nil
    }

    /// When what goes before a report to the same chat is tried again: an alert, or a report that was queued earlier.
    ///
    /// Nil where nothing has failed that is tried within a minute: what the server goes on refusing (``patience``) holds up nothing.
    package func nextAhead(of message: OutboxMessage, at now: Timestamp) throws -> Timestamp? {
        try database.first(
            """
            SELECT MAX(retry_at) AS due FROM outbox
            WHERE state = 'queued' AND chat = ?1 AND (priority IN (?2, ?3) OR (priority = ?4 AND id < ?5))
                AND retry_at > ?6 AND retry_at <= ?7 AND attempts BETWEEN 1 AND ?8
            """,
            [
                message.draft.target.chatKey, OutboxPriority.critical, OutboxPriority.warning, OutboxPriority.report,
                message.id, now, now + .seconds(60), Self.patience,
            ]
        ) { row in try row["due"] as Timestamp? } ?? nil
    }

    /// Tries of a message, a minute apart, after which reports no longer wait for it.
    private static let patience = 180

    /// When the next queued message that waits for its time becomes due; nil when none waits for a time after now.
    package func nextDue(after now: Timestamp) throws -> Timestamp? {
        try database.first(
            """
            SELECT MIN(MAX(IFNULL(not_before, 0), IFNULL(retry_at, 0))) AS due FROM outbox INDEXED BY outbox_wait
            WHERE state = 'queued' AND MAX(IFNULL(not_before, 0), IFNULL(retry_at, 0)) > ?
            """,
            [now]
        ) { row in try row["due"] as Timestamp? } ?? nil
    }

    /// How much waits to be sent; what is planned for a later time does not count as waiting.
    package func depth() throws -> OutboxDepth {
        try database.first(
            """
            SELECT COUNT(*) FILTER (WHERE state = 'queued') AS queued,
                COUNT(*) FILTER (WHERE state = 'sending') AS sending,
                COUNT(*) FILTER (WHERE state = 'dead') AS dead,
                MIN(created_at) FILTER (WHERE state = 'queued') AS oldest
            FROM outbox
            WHERE state IN ('queued', 'sending', 'dead') AND (state <> 'queued' OR IFNULL(not_before, 0) <= ?)
            """,
            [clock.now]
        ) { row in
            OutboxDepth(
                queued: try row["queued"],
                sending: try row["sending"],
                dead: try row["dead"],
                oldest: try row["oldest"]
            )
        } ?? OutboxDepth(queued: 0, sending: 0, dead: 0, oldest: nil)
    }

    /// When the latest message was accepted by Telegram; nil when none was, or all were forgotten.
    package func lastSent() throws -> Timestamp? {
        try database.first("SELECT MAX(finished_at) AS at FROM outbox WHERE state = 'sent'") { row in
            try row["at"] as Timestamp?
        } ?? nil
    }

    package func message(_ id: Int64) throws -> OutboxMessage? {
        try database.first("SELECT * FROM outbox WHERE id = ?", [id]) { row in OutboxMessage(ifReadable: row) } ?? nil
    }

    /// The latest messages in a state, newest first.
    package func messages(_ state: OutboxState, limit: Int) throws -> [OutboxMessage] {
        try database.query(
            "SELECT * FROM outbox WHERE state = ? ORDER BY id DESC LIMIT ?",
            [state, limit]
        ) { row in OutboxMessage(ifReadable: row) }.compactMap(\.self)
    }
}
