import Market
import Platform

extension StateStore {
    /// A person with a role, by Telegram user id; nil for a stranger.
    package func person(_ id: Int64) throws -> Person? {
        try database.person(id)
    }

    /// Everybody with a role, by id.
    package func people() throws -> [Person] {
        try database.query("SELECT * FROM people ORDER BY id", [], Person.init(row:))
    }

    /// Gives a person a role, name and language, or changes them; a lower role withdraws what the higher one left behind.
    package func setRole(_ person: Person) throws {
        let now = clock.now
        try write { database in
            let before = try database.presentRole(of: person.id)
            try database.save(person)
            try database.settleLoss(of: person.id, from: before, at: now)
        }
    }

    /// Changes or gives a role, and says what it was before; nil: a stranger.
    ///
    /// A lower role withdraws in the same transaction what the higher one left behind (``RightsLoss``).
    ///
    /// - Parameters:
    ///   - name: for somebody who is not known yet, or to rename.
    ///   - appointed: admins by configuration, who stay admins whatever the store says.
    ///   - actor: who changes it; nil: whoever sits at the terminal.
    /// - Throws: ``StoreError`` of kind `lastAdmin` when nobody would be left with the role admin, `noRight` when the actor
    ///   is no admin any more.
    package func changeRole(
        of id: Int64,
        to role: Role,
        name: String? = nil,
        appointed: [Int64],
        by actor: Int64? = nil
    ) throws -> Role? {
        let now = clock.now
        return try write { database in
            try database.require(.admin, of: actor)
            let held = try database.presentRole(of: id)
            let before = try database.person(id)
            if before?.role == .admin, role != .admin { try database.keepAdmin(without: id, appointed) }
            let known = before ?? Person(id: id, name: name ?? String(id), role: role)
            let person = Person(id: id, name: name ?? known.name, role: role, language: known.language)
            try database.save(person)
            try database.settleLoss(of: id, from: held, at: now)
            return before?.role
        }
    }

    /// Makes a person a stranger again, and says who it was; nil when they were one.
    ///
    /// Withdraws in the same transaction what the role left behind (``RightsLoss``).
    ///
    /// - Parameters:
    ///   - appointed: admins by configuration, who stay admins whatever the store says.
    ///   - actor: who removes; nil: whoever sits at the terminal.
    /// - Throws: ``StoreError`` of kind `lastAdmin` when nobody would be left with the role admin, `noRight` when the actor
    ///   is no admin any more.
    @discardableResult
    package func removePerson(_ id: Int64, appointed: [Int64], by actor: Int64? = nil) throws -> Person? {
        let now = clock.now
        return try write { database in
            try database.require(.admin, of: actor)
            let held = try database.presentRole(of: id)
            guard let person = try database.person(id) else { return nil }
            if person.role == .admin { try database.keepAdmin(without: id, appointed) }
            try database.execute("DELETE FROM people WHERE id = ?", [id])
            try database.settleLoss(of: id, from: held, at: now)
            return person
        }
    }

    /// The latest lines of the audit trail, newest first.
    ///
    /// - Parameters:
    ///   - before: only lines older than the one of this number.
    ///   - word: only lines in whose actor, action, object or result this occurs.
    package func audit(limit: Int, before: Int64? = nil, mentioning word: String = "") throws -> [AuditEntry] {
        try database.query(
            """
            SELECT * FROM audit
            WHERE id < ?1 AND (?2 = '' OR instr(actor || ' ' || action || ' ' || object || ' ' || ifnull(result, ''), ?2) > 0)
            ORDER BY id DESC LIMIT ?3
            """,
            [before ?? .max, word, limit]
        ) { row in
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
        try write { try $0.finishAudit(id, result: result) }
    }
}

extension Connection {
    func person(_ id: Int64) throws -> Person? {
        try first("SELECT * FROM people WHERE id = ?", [id], Person.init(row:))
    }

    func save(_ person: Person) throws {
        try execute(
            """
            INSERT INTO people (id, name, role, language) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, language = excluded.language
            """,
            [person.id, person.name, person.role, person.language]
        )
    }

    /// Refuses what would leave the chat to nobody.
    fileprivate func keepAdmin(without id: Int64, _ appointed: [Int64]) throws {
        guard appointed.isEmpty else { return }
        let others = try first("SELECT COUNT(*) AS count FROM people WHERE role = ? AND id <> ?", [Role.admin, id]) {
            row in try row["count"] as Int
        }
        guard others ?? 0 == 0 else { return }
        throw StoreError(.lastAdmin, "\(id) is the last admin: make somebody else one first")
    }

    /// True where the line was still open.
    func finishAudit(_ id: Int64, result: String) throws -> Bool {
        try execute("UPDATE audit SET result = ? WHERE id = ? AND result IS NULL", [result, id]) == 1
    }

    func append(_ entry: AuditEntry) throws -> Int64 {
        try execute(
            "INSERT INTO audit (at, actor, action, object, before, after, result) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                entry.at, StoredWords.line(entry.actor), entry.action, StoredWords.line(entry.object),
                StoredWords.long(entry.before), StoredWords.long(entry.after), entry.result.map(StoredWords.long),
            ]
        )
        return try lastInsertID
    }
}

extension Person {
    init(row: Row) throws {
        self.init(id: try row["id"], name: try row["name"], role: try row["role"], language: try row["language"])
    }
}
