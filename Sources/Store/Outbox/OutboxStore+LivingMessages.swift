import Platform

extension OutboxStore {
    /// Telegram's number of the message that shows an alert in a chat; nil when there is none.
    package func livingMessage(alert: Int64, chat: Int64) throws -> Int64? {
        try database.first(
            "SELECT message FROM living_messages WHERE alert = ? AND chat = ?",
            [alert, chat]
        ) { row in try row["message"] }
    }

    /// Telegram's number of the reminder of an alert that stands in a chat; nil when there is none.
    package func standingReminder(alert: Int64, chat: Int64) throws -> Int64? {
        try database.first(
            "SELECT reminder FROM living_messages WHERE alert = ? AND chat = ? AND reminder IS NOT NULL",
            [alert, chat]
        ) { row in try row["reminder"] }
    }

    /// The messages that show an alert, by chat.
    package func livingMessages(alert: Int64) throws -> [LivingMessage] {
        try database.query("SELECT * FROM living_messages WHERE alert = ? ORDER BY chat", [alert]) { row in
            LivingMessage(alert: try row["alert"], chat: try row["chat"], messageID: try row["message"])
        }
    }

    /// Forgets a message that was deleted or can no longer be edited, so that the next change posts a new one.
    package func forgetLivingMessage(alert: Int64, chat: Int64) throws {
        try write { database in
            try database.execute("DELETE FROM living_messages WHERE alert = ? AND chat = ?", [alert, chat])
        }
    }
}
