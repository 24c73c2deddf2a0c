import Market
import Platform

/// The audit trail, which only grows.
package actor AuditStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// The latest lines of the audit trail, newest first.
    ///
    /// - Parameters:
    ///   - before: only lines older than the one of this number.
    ///   - word: only lines in whose actor, action, object or result this occurs.
    package func latest(limit: Int, before: Int64? = nil, mentioning word: String = "") throws -> [AuditEntry] {
        try database.query(
            """
            SELECT * FROM audit
            WHERE id < ?1 AND (?2 = '' OR instr(actor || ' ' || action || ' ' || object || ' ' || ifnull(result, ''), ?2) > 0)
            ORDER BY id DESC LIMIT ?3
            """,
            [before ?? .max, word, limit],
            AuditEntry.init(row:)
        )
    }

    /// Lines after the one of that number, oldest first.
    package func lines(after id: Int64, limit: Int) throws -> [AuditEntry] {
        try database.query("SELECT * FROM audit WHERE id > ? ORDER BY id LIMIT ?", [id, limit], AuditEntry.init(row:))
    }

    /// The number of the last line; 0 without one.
    package func lastID() throws -> Int64 {
        try database.first("SELECT IFNULL(MAX(id), 0) AS id FROM audit", []) { row in try row["id"] } ?? 0
    }

    /// Writes a line by itself: of what changes nothing here, or whose end is told later by ``finish(_:result:)``.
    ///
    /// What changes the store takes its line into its own transaction instead.
    package func append(_ entry: AuditEntry) throws -> Int64 {
        try write { try $0.append(entry) }
    }

    /// Completes a line once; false when it is complete already or does not exist.
    @discardableResult
    package func finish(_ id: Int64, result: AuditResult) throws -> Bool {
        try write { try $0.finishAudit(id, result: result) }
    }
}

extension Connection {
    /// True where the line was still open.
    func finishAudit(_ id: Int64, result: AuditResult) throws -> Bool {
        try execute("UPDATE audit SET result = ? WHERE id = ? AND result IS NULL", [StoredWords.long(result.text), id])
            == 1
    }

    /// Writes the line of what the running transaction does; nil: it needs none.
    func note(_ entry: AuditEntry?) throws {
        if let entry { _ = try append(entry) }
    }

    func append(_ entry: AuditEntry) throws -> Int64 {
        try execute(
            "INSERT INTO audit (at, actor, action, object, before, after, result) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                entry.at, StoredWords.line(entry.actor), entry.action, StoredWords.line(entry.object),
                StoredWords.long(entry.before), StoredWords.long(entry.after),
                entry.result.map { StoredWords.long($0.text) },
            ]
        )
        return try lastInsertID
    }
}

extension AuditEntry {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row["id"],
            at: try row["at"],
            actor: try row["actor"],
            stored: try row["action"],
            object: try row["object"],
            before: try row["before"],
            after: try row["after"],
            result: (try row["result"] as String?).map(AuditResult.init(stored:))
        )
    }
}
