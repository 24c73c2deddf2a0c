import Market
import Platform

/// A sender's word that it would send a draft now, so that the transaction that writes the draft also claims it.
///
/// Whether it does is decided within the transaction: nothing else may wait to be sent, or the draft would overtake it.
package struct OutboxClaim: Hashable, Sendable {
    /// Of the draft in its batch.
    package var place: Int
    /// How long the sender may take; see `OutboxStore.claimNext(at:lease:closed:)`.
    package var lease: Duration

    package init(place: Int = 0, lease: Duration) {
        self.place = place
        self.lease = lease
    }
}

extension Connection {
    /// Whether a draft may be sent before everything that is in the outbox.
    func isNext(_ draft: OutboxDraft, at now: Timestamp) throws -> Bool {
        guard draft.notBefore.map({ $0 <= now }) ?? true, draft.coalesceKey == nil else { return false }
        return try first(
            """
            SELECT NOT EXISTS (SELECT 1 FROM outbox INDEXED BY outbox_wait
                    WHERE state = 'queued' AND MAX(IFNULL(not_before, 0), IFNULL(retry_at, 0)) <= ?)
                AND NOT EXISTS (SELECT 1 FROM outbox INDEXED BY outbox_lane
                    WHERE state IN ('queued', 'sending') AND chat = ? AND priority = ?) AS is_next
            """,
            [now, draft.target.chatKey, draft.priority]
        ) { row in try row["is_next"] } ?? false
    }
}
