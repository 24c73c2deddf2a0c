package import Market
import Platform

extension StateStore {
    /// The offset for the next `getUpdates`; nil before the first update.
    package func telegramOffset() throws -> Int64? {
        try setting(telegramOffsetKey).flatMap { Int64($0) }
    }

    /// Forgets the offset, for when Telegram starts its ids anew after a quiet week (`telegram.md` §1.3).
    package func resetTelegramOffset() throws {
        try setSetting(telegramOffsetKey, nil)
    }

    /// True when the update was dealt with before; see `StoreBatch.handledUpdates`.
    package func hasSeenUpdate(_ id: Int64) throws -> Bool {
        try database.first("SELECT id FROM seen_updates WHERE id = ?", [id]) { row in try row["id"] as Int64 } != nil
    }

    /// Keeps a dangerous action until somebody confirms it.
    package func saveConfirmation(_ confirmation: Confirmation) throws {
        try write { try $0.save(confirmation) }
    }

    /// Uses a confirmation up, where it is open, fresh and the presser's own.
    package func takeConfirmation(_ nonce: String, by person: Int64, at now: Timestamp) throws -> ConfirmationOutcome {
        try write { database in
            let found = try database.first("SELECT * FROM confirmations WHERE nonce = ?", [nonce]) { row in
                (confirmation: try Confirmation(row: row), usedAt: try row["used_at"] as Timestamp?)
            }
            guard let found else { return .unknown }
            let confirmation = found.confirmation
            guard confirmation.person == person else { return .foreign(confirmation) }
            guard found.usedAt == nil else { return .alreadyUsed(confirmation) }
            guard now < confirmation.expiresAt else { return .expired(confirmation) }
            try database.execute("UPDATE confirmations SET used_at = ? WHERE nonce = ?", [now, nonce])
            return .accepted(confirmation)
        }
    }
}

private let telegramOffsetKey = "telegram.offset"

extension Connection {
    /// Remembers the update and moves the offset past it.
    func save(_ update: HandledUpdate, at now: Timestamp) throws {
        try execute("INSERT OR IGNORE INTO seen_updates (id, seen_at) VALUES (?, ?)", [update.id, now])
        try saveSetting(telegramOffsetKey, String(update.offset))
    }

    func save(_ confirmation: Confirmation) throws {
        try execute(
            """
            INSERT INTO confirmations (nonce, person, chat, action, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                confirmation.nonce, confirmation.person, confirmation.chat, confirmation.action, confirmation.createdAt,
                confirmation.expiresAt,
            ]
        )
    }
}

extension Confirmation {
    init(row: Row) throws {
        self.init(
            nonce: try row["nonce"],
            person: try row["person"],
            chat: try row["chat"],
            action: try row["action"],
            createdAt: try row["created_at"],
            expiresAt: try row["expires_at"]
        )
    }
}
