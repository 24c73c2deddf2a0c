import Market
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
}

let telegramOffsetKey = "telegram.offset"

extension Connection {
    /// Remembers the update and moves the offset past it.
    func save(_ update: HandledUpdate, at now: Timestamp) throws {
        try execute("INSERT OR IGNORE INTO seen_updates (id, seen_at) VALUES (?, ?)", [update.id, now])
        try saveSetting(telegramOffsetKey, String(update.offset))
        try endWork(.update, String(update.id))
    }
}
