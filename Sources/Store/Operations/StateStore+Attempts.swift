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
        try write { database in
            try database.first(
                """
                INSERT INTO work_attempts (kind, item, count) VALUES (?, ?, 1)
                ON CONFLICT (kind, item) DO UPDATE SET count = count + 1 RETURNING count
                """,
                [kind, item]
            ) { row in try row["count"] } ?? 1
        }
    }

    /// The item did no harm.
    package func endWork(_ kind: WorkKind, _ item: String) throws {
        try write { try $0.endWork(kind, item) }
    }
}

extension Connection {
    func endWork(_ kind: WorkKind, _ item: String) throws {
        try execute("DELETE FROM work_attempts WHERE kind = ? AND item = ?", [kind, item])
    }
}
