import Market
import Platform

/// What is to become of a message that the bot has just drawn (`RenderedMessage.Fade`).
package struct PlannedFade: Hashable, Sendable {
    package var target: ChatTarget
    package var messageID: Int64
    /// The outbox number of the drawing that plans it.
    package var drawing: Int64
    package var message: RenderedMessage

    package init(target: ChatTarget, messageID: Int64, drawing: Int64, message: RenderedMessage) {
        self.target = target
        self.messageID = messageID
        self.drawing = drawing
        self.message = message
    }

    /// One plan a message: a newer drawing replaces it.
    private var key: String { "fade:\(target.chatKey):\(messageID)" }

    /// The edit that makes it so; nil where the message stays as it is.
    fileprivate var draft: OutboxDraft? {
        guard let fade = message.fade else { return nil }
        return OutboxDraft(
            dedupeKey: "\(key):\(drawing)",
            target: target,
            content: .fade(messageID: messageID, message.faded),
            // Not the lane of alerts' edits: a menu that grows old is in no hurry.
            priority: .report,
            coalesceKey: key,
            notBefore: fade.at,
            expiresAt: fade.at + .hours(24)
        )
    }

    fileprivate func dropOlder(_ database: Connection, at now: Timestamp) throws {
        try database.execute(
            """
            UPDATE outbox SET state = 'dropped', finished_at = ?, last_error = 'the message was drawn anew'
            WHERE state = 'queued' AND coalesce_key = ?
            """,
            [now, key]
        )
    }
}

extension Connection {
    func plan(_ fade: PlannedFade, at now: Timestamp) throws {
        guard let draft = fade.draft else { return try fade.dropOlder(self, at: now) }
        _ = try enqueue(draft, at: now)
    }
}
