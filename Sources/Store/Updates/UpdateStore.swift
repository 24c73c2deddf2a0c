import Market
import Platform

/// Which of Telegram's updates have been dealt with, and by which bot.
package actor UpdateStore: StoreTopic {
    package nonisolated let core: StoreCore
    private var attempts: AttemptMark?

    init(_ core: StoreCore) {
        self.core = core
    }

    /// The offset for the next `getUpdates`; nil before the first update.
    package func offset() throws -> Int64? {
        try database.setting(SettingName.telegramOffset).flatMap { Int64($0) }
    }

    /// True when the update was dealt with before; see ``UpdateWrites/handled``.
    package func hasSeen(_ id: Int64) throws -> Bool {
        try database.first("SELECT id FROM seen_updates WHERE id = ?", [id]) { row in try row["id"] as Int64 } != nil
    }

    /// Counts that an update is begun; the one before it has ended.
    ///
    /// - Returns: how often it has been begun without an end, this time included; nil when it was dealt with before.
    /// - Throws: besides, `FileError` where the count cannot be kept.
    package func begin(_ id: Int64) throws -> Int? {
        if try hasSeen(id) { return nil }
        let mark = try attempts ?? AttemptMark(path: database.place.realPath + ".begun")
        attempts = mark
        return mark.begin(id)
    }
}

extension Connection {
    /// Remembers the update and moves the offset past it.
    func save(_ update: HandledUpdate, at now: Timestamp) throws {
        try execute("INSERT OR IGNORE INTO seen_updates (id, seen_at) VALUES (?, ?)", [update.id, now])
        try saveSetting(SettingName.telegramOffset, String(update.offset))
    }
}
