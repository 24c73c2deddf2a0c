import Market
import Platform

/// Work that a process does on what came from outside, and that may kill it.
package enum WorkKind: String, CaseIterable, Sendable {
    /// A Telegram update, by its number.
    case update
    /// Something a chat waits for, by its key.
    case followUp
    /// The digest of a chat's quiet hours, by the chat's key.
    case digest
}

extension WorkKind: SQLConvertible {}

extension StateStore {
    /// Counts that an item is begun, before anything is done with it.
    ///
    /// - Returns: how often it has been begun without an end, this time included: from the second time on, a process died at
    ///   it before.
    package func beginWork(_ kind: WorkKind, _ item: String) throws -> Int {
        // It is to survive the process, whose end is what it counts.
        try write(.ordered) { try $0.beginWork(kind, item) }
    }

    /// The same for an update; nil when it was dealt with before; see `StoreBatch.handledUpdates`.
    package func beginUpdate(_ id: Int64) throws -> Int? {
        if try hasSeenUpdate(id) { return nil }
        return try beginWork(.update, String(id))
    }

    /// The item did no harm.
    package func endWork(_ kind: WorkKind, _ item: String) throws {
        try write { try $0.endWork(kind, item) }
    }
}

extension Connection {
    fileprivate func beginWork(_ kind: WorkKind, _ item: String) throws -> Int {
        try first(
            """
            INSERT INTO work_attempts (kind, item, count) VALUES (?, ?, 1)
            ON CONFLICT (kind, item) DO UPDATE SET count = count + 1 RETURNING count
            """,
            [kind, item]
        ) { row in try row["count"] } ?? 1
    }

    func endWork(_ kind: WorkKind, _ item: String) throws {
        try execute("DELETE FROM work_attempts WHERE kind = ? AND item = ?", [kind, item])
    }
}
