import Market
import Platform

extension StateStore {
    /// A person with a role, by Telegram user id; nil for a stranger.
    package func person(_ id: Int64) throws -> Person? {
        try database.first("SELECT * FROM people WHERE id = ?", [id], Person.init(row:))
    }

    /// Everybody with a role, by id.
    package func people() throws -> [Person] {
        try database.query("SELECT * FROM people ORDER BY id", [], Person.init(row:))
    }

    /// Gives a person a role, name and language, or changes them.
    package func setRole(_ person: Person) throws {
        try write { database in
            try database.execute(
                """
                INSERT INTO people (id, name, role, language) VALUES (?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, language = excluded.language
                """,
                [person.id, person.name, person.role, person.language]
            )
        }
    }

    /// Makes a person a stranger again; false when they were one.
    @discardableResult
    package func removePerson(_ id: Int64) throws -> Bool {
        try write { try $0.execute("DELETE FROM people WHERE id = ?", [id]) == 1 }
    }

    /// The latest lines of the audit trail, newest first.
    package func audit(limit: Int) throws -> [AuditEntry] {
        try database.query("SELECT * FROM audit ORDER BY id DESC LIMIT ?", [limit]) { row in
            AuditEntry(
                id: try row["id"],
                at: try row["at"],
                actor: try row["actor"],
                action: try row["action"],
                object: try row["object"],
                before: try row["before"],
                after: try row["after"],
                result: try row["result"]
            )
        }
    }

    /// Writes a line before its effect; returns its number for ``finishAudit(_:result:)``.
    package func appendAudit(_ entry: AuditEntry) throws -> Int64 {
        try write { try $0.append(entry) }
    }

    /// Completes a line once; false when it is complete already or does not exist.
    @discardableResult
    package func finishAudit(_ id: Int64, result: String) throws -> Bool {
        try write { try $0.execute("UPDATE audit SET result = ? WHERE id = ? AND result IS NULL", [result, id]) == 1 }
    }
}

extension Connection {
    func append(_ entry: AuditEntry) throws -> Int64 {
        try execute(
            "INSERT INTO audit (at, actor, action, object, before, after, result) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [entry.at, entry.actor, entry.action, entry.object, entry.before, entry.after, entry.result]
        )
        return try lastInsertID
    }
}

extension Person {
    init(row: Row) throws {
        self.init(id: try row["id"], name: try row["name"], role: try row["role"], language: try row["language"])
    }
}
