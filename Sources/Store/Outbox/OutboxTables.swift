import Market
import Platform

extension TableGroup {
    static let outbox = TableGroup(
        part: OutboxWrites.self,
        retention: [
            Retention(
                sql: "DELETE FROM outbox WHERE finished_at < ? AND state IN ('sent', 'dead', 'dropped')",
                bound: .instant
            ),
            Retention(
                sql: """
                    DELETE FROM living_messages
                    WHERE kind = 'alert' AND number IN (SELECT id FROM alerts WHERE closed_at < ?)
                    """,
                bound: .instant
            ),
        ],
        clock: ClockMend(
            farthest: ["SELECT MAX(created_at) AS at FROM outbox WHERE id > (SELECT MAX(id) - 200 FROM outbox)"],
            rows: [
                // Waits and leases are cheap to find out again; the limits and the quiet hours are asked anew.
                """
                UPDATE outbox SET not_before = not_before - (created_at - ?1), expires_at = expires_at - (created_at - ?1)
                WHERE created_at > ?1 AND state IN ('queued', 'sending')
                """,
                "UPDATE outbox SET retry_at = NULL WHERE retry_at > ?1 AND state IN ('queued', 'sending')",
                "UPDATE outbox SET lease_until = ?1 WHERE lease_until > ?1 + 600000",
                // The day that the key names is still to come, and has its own message then.
                "UPDATE outbox SET dedupe_key = dedupe_key || ' #' || id, created_at = ?1 WHERE created_at > ?1",
            ],
            instants: [("outbox", ["finished_at"])]
        )
    )
}

extension Schema {
    static let outbox = """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            dedupe_key TEXT NOT NULL UNIQUE, chat TEXT NOT NULL, target TEXT NOT NULL, content TEXT NOT NULL,
            priority INTEGER NOT NULL, coalesce_key TEXT, not_before INTEGER, expires_at INTEGER,
            state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, may_be_repeat INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL, retry_at INTEGER, lease_until INTEGER, finished_at INTEGER,
            message_id INTEGER, last_error TEXT
        ) STRICT;
        CREATE INDEX outbox_lane ON outbox (chat, priority, id) WHERE state IN ('queued', 'sending');
        CREATE INDEX outbox_due ON outbox (priority, id) WHERE state = 'queued';
        CREATE INDEX outbox_coalesce ON outbox (coalesce_key) WHERE state = 'queued';
        CREATE INDEX outbox_state ON outbox (state, id);
        CREATE TABLE living_messages (
            alert INTEGER NOT NULL, chat INTEGER NOT NULL, message INTEGER NOT NULL, is_repeat INTEGER NOT NULL,
            PRIMARY KEY (alert, chat)
        ) STRICT, WITHOUT ROWID;
        """
}

/// Messages in a batch.
package struct OutboxWrites: BatchPart {
    /// Put into the outbox unless their key is known; see `OutboxStore.enqueue(_:)`.
    package var drafts: [OutboxDraft] = []
    /// The sender takes one of the drafts at once, unless another message waits to be sent; default none.
    package var claim: OutboxClaim?

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        for (place, draft) in drafts.enumerated() {
            let claim = claim.flatMap { $0.place == place ? $0 : nil }
            let entry = try database.enqueue(draft, at: now, claim: claim)
            receipt.drafts.append(entry?.id)
            if let claimed = entry?.claimed { receipt.claimed = claimed }
        }
    }
}

extension StoreBatch {
    /// Messages to be sent.
    package var outbox: OutboxWrites {
        get { self[OutboxWrites.self] }
        _modify { yield &self[OutboxWrites.self] }
    }
}
