import Market
import Platform

/// What else changes when another bot takes over a store.
package struct BotHandover: Hashable, Sendable {
    package var from: Int64
    package var to: Int64
    /// Messages that showed open alerts: the new bot cannot edit them.
    package var living: [ShownAlert]

    /// Where an alert, or the leader of those that share a message, was shown.
    package struct ShownAlert: Hashable, Sendable {
        package var alert: Int64
        /// Telegram's chat id.
        package var chat: Int64
    }
}

extension UpdateStore {
    /// Makes everything kept of a bot that of the given one, in one transaction; nothing when it was its before.
    ///
    /// Numbers of updates and of private messages are each bot's own: taken for those of another they would make the
    /// new one skip what people write. They are put aside under the old bot's number and come back with it.
    ///
    /// - Parameters:
    ///   - parked: beginnings of settings that are put aside.
    ///   - dropped: beginnings of settings that are forgotten.
    ///   - drafts: what is to be said of the change.
    /// - Returns: nil when the bot is the same, or the first on this store.
    @discardableResult
    package func adopt(
        bot: Int64,
        parked: [String],
        dropped: [String],
        drafts: @Sendable (BotHandover) -> [OutboxDraft]
    ) throws -> BotHandover? {
        let known = try database.setting(SettingName.telegramBot).flatMap { Int64($0) }
        guard known != bot else { return nil }
        let now = clock.now
        return try write { database in
            try database.saveSetting(SettingName.telegramBot, String(bot))
            guard let known else { return nil }
            let handover = BotHandover(from: known, to: bot, living: try database.openLivingMessages())
            try database.handOver(handover, parked: parked + [SettingName.telegramOffset], dropped: dropped, at: now)
            for draft in drafts(handover) { _ = try database.enqueue(draft, at: now) }
            return handover
        }
    }
}

extension Connection {
    fileprivate func openLivingMessages() throws -> [BotHandover.ShownAlert] {
        try query(
            """
            SELECT alerts.id, living.chat FROM living_messages AS living
            JOIN alerts ON living.kind = 'alert' AND alerts.id = living.number
            WHERE alerts.state <> 'resolved' ORDER BY alerts.id, living.chat
            """
        ) { row in BotHandover.ShownAlert(alert: try row["id"], chat: try row["chat"]) }
    }

    fileprivate func handOver(_ handover: BotHandover, parked: [String], dropped: [String], at now: Timestamp) throws {
        let (old, new) = ("bot.\(handover.from).", "bot.\(handover.to).")
        for prefix in dropped { try execute("DELETE FROM settings WHERE substr(key, 1, length(?1)) = ?1", [prefix]) }
        for prefix in parked {
            try execute(
                "UPDATE OR REPLACE settings SET key = ?1 || key WHERE substr(key, 1, length(?2)) = ?2",
                [old, prefix]
            )
        }
        try execute(
            """
            UPDATE OR REPLACE settings SET key = substr(key, length(?1) + 1) WHERE substr(key, 1, length(?1)) = ?1
            """,
            [new]
        )
        try script("DELETE FROM seen_updates; DELETE FROM living_messages; DELETE FROM follow_ups;")
        // Answers are kept from coming twice by the numbers of the messages they answer.
        let answers = AnswerKey.patterns.map { "dedupe_key LIKE '\($0)'" }.joined(separator: " OR ")
        try execute(
            "UPDATE OR IGNORE outbox SET dedupe_key = ?1 || dedupe_key WHERE dedupe_key NOT LIKE 'bot.%' AND (\(answers))",
            [old]
        )
        try execute(
            """
            UPDATE OR IGNORE outbox SET dedupe_key = substr(dedupe_key, length(?1) + 1)
            WHERE substr(dedupe_key, 1, length(?1)) = ?1
            """,
            [new]
        )
        // Edits are of the old bot's messages, and in private the new one may not begin.
        let edits = MessageContent.Kind.allCases.filter(\.traits.changesSent).map { "'\($0.rawValue)'" }
            .joined(separator: ", ")
        try execute(
            """
            UPDATE outbox SET state = 'dropped', finished_at = ?1, lease_until = NULL,
                last_error = 'another bot has taken over'
            WHERE state IN ('queued', 'sending') AND (
                (chat LIKE 'chat %' AND chat NOT LIKE 'chat -%')
                OR EXISTS (SELECT 1 FROM json_each(content) WHERE key IN (\(edits))))
            """,
            [now]
        )
    }
}
