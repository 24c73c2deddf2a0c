import Platform

extension OutboxStore {
    /// Telegram's number of the message that shows something in a chat; nil when there is none.
    package func livingMessage(of subject: LivingSubject, chat: Int64) throws -> Int64? {
        try database.first(
            "SELECT message FROM living_messages WHERE kind = ? AND number = ? AND chat = ?",
            [subject.kind, subject.number, chat]
        ) { row in try row["message"] }
    }

    /// Telegram's number of the reminder of an alert that stands in a chat; nil when there is none.
    package func standingReminder(alert: Int64, chat: Int64) throws -> Int64? {
        try database.first(
            """
            SELECT reminder FROM living_messages
            WHERE kind = 'alert' AND number = ? AND chat = ? AND reminder IS NOT NULL
            """,
            [alert, chat]
        ) { row in try row["reminder"] }
    }

    /// Forgets a message that was deleted or can no longer be edited, so that the next change posts a new one.
    package func forgetLivingMessage(of subject: LivingSubject, chat: Int64) throws {
        try write { database in
            try database.execute(
                "DELETE FROM living_messages WHERE kind = ? AND number = ? AND chat = ?",
                [subject.kind, subject.number, chat]
            )
        }
    }
}
