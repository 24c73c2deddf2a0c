package import Market
import Platform

/// Keys to the web side, and the answers to requests that may come twice.
package actor AccessStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// Keeps a key.
    ///
    /// - Parameter audit: the line of the audit trail, written in the same transaction.
    package func add(
        _ draft: AccessKeyDraft,
        audit: @Sendable (AccessKey) -> AuditEntry? = { _ in nil }
    ) throws -> AccessKey {
        let now = clock.now
        return try write { database in
            let key = try database.add(draft, at: now)
            try database.note(audit(key))
            return key
        }
    }

    /// The key with that digest, in whatever state; nil for one that was never made.
    package func key(digest: String) throws -> AccessKey? {
        try database.accessKey(digest)
    }

    /// Who holds a key that is open now; nil where it opens nothing, also because its person has no role any more.
    ///
    /// - Parameter appointed: admins by configuration, who have the role whatever the store says.
    package func holder(_ kind: AccessKey.Kind, digest: String, appointed: [Int64]) throws -> AccessHolder? {
        guard let key = try database.accessKey(digest), key.kind == kind, key.isOpen(at: clock.now) else { return nil }
        let isAppointed = appointed.contains(key.person)
        guard let present = isAppointed ? .admin : try database.presentRole(of: key.person) else { return nil }
        let person =
            try database.person(key.person) ?? Person(id: key.person, name: String(key.person), role: present)
        return AccessHolder(key: key, person: person, role: min(key.role, present))
    }

    /// How often a use is written: whoever looks wants to know whether a key lives, not each request.
    package static let usesEvery = Duration.minutes(5)

    /// Notes that a key opens something now.
    package func noteUse(of key: Int64) throws {
        let now = clock.now
        let last = try database.first("SELECT at FROM access_uses WHERE key = ?", [key]) { row in
            try row["at"] as Timestamp
        }
        if let last, last <= now, now < last + Self.usesEvery { return }
        try write { try $0.execute("INSERT OR REPLACE INTO access_uses (key, at) VALUES (?, ?)", [key, now]) }
    }

    /// When each key was last used, to ``usesEvery``, by the keys' numbers.
    package func uses() throws -> [Int64: Timestamp] {
        let rows = try database.query("SELECT key, at FROM access_uses", []) { row in
            (try row["key"] as Int64, try row["at"] as Timestamp)
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// The keys that are open, newest first.
    ///
    /// - Parameter person: nil: of everybody.
    package func open(of person: Int64? = nil) throws -> [AccessKey] {
        try database.query(
            """
            SELECT * FROM access_keys WHERE revoked_at IS NULL AND used_at IS NULL AND expires_at > ?1
                AND (?2 IS NULL OR person = ?2)
            ORDER BY id DESC LIMIT 1000
            """,
            [clock.now, person],
            AccessKey.init(row:)
        )
    }

    /// Makes a key worthless; nil where it was so already, or never made.
    ///
    /// - Parameter audit: the line of the audit trail, written in the same transaction.
    package func revoke(
        _ id: Int64,
        audit: @Sendable (AccessKey?) -> AuditEntry? = { _ in nil }
    ) throws -> AccessKey? {
        let now = clock.now
        return try write { database in
            let key = try database.first(
                """
                UPDATE access_keys SET revoked_at = ?1
                WHERE id = ?2 AND revoked_at IS NULL AND used_at IS NULL AND expires_at > ?1 RETURNING *
                """,
                [now, id],
                AccessKey.init(row:)
            )
            try database.note(audit(key))
            return key
        }
    }

    /// Turns a link into the session of one browser, once.
    ///
    /// - Parameters:
    ///   - link: digest of the link's text.
    ///   - session: digest of the text that the browser gets.
    ///   - audit: the line of the audit trail, by the session's key and its person's name, written in the same transaction.
    /// - Returns: nil where the link is not open.
    package func signIn(
        link: String,
        session: String,
        until end: Timestamp,
        audit: @Sendable (AccessKey, String) -> AuditEntry? = { _, _ in nil }
    ) throws -> AccessKey? {
        let now = clock.now
        return try write { database in
            guard let key = try database.accessKey(link), key.kind == .link, key.isOpen(at: now) else { return nil }
            try database.execute("UPDATE access_keys SET used_at = ? WHERE id = ?", [now, key.id])
            let draft = AccessKeyDraft(
                .session,
                digest: session,
                person: key.person,
                role: key.role,
                label: key.label,
                author: key.author,
                expiresAt: end
            )
            let made = try database.add(draft, at: now)
            try database.note(audit(made, database.person(key.person)?.name ?? "\(key.person)"))
            return made
        }
    }
}

extension Connection {
    fileprivate func accessKey(_ digest: String) throws -> AccessKey? {
        try first("SELECT * FROM access_keys WHERE digest = ?", [digest], AccessKey.init(row:))
    }

    fileprivate func add(_ draft: AccessKeyDraft, at now: Timestamp) throws -> AccessKey {
        let key = try first(
            """
            INSERT INTO access_keys (kind, digest, person, role, label, author, created_at, expires_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING *
            """,
            [
                draft.kind, draft.digest, draft.person, draft.role, StoredWords.line(draft.label),
                StoredWords.line(draft.author), now, draft.expiresAt,
            ],
            AccessKey.init(row:)
        )
        guard let key else { throw StoreError(.damaged, "the key was not kept") }
        return key
    }
}

extension AccessKey {
    init(row: Row) throws {
        self.init(
            id: try row["id"],
            kind: try row["kind"],
            person: try row["person"],
            role: try row["role"],
            label: try row["label"],
            author: try row["author"],
            createdAt: try row["created_at"],
            expiresAt: try row["expires_at"],
            usedAt: try row["used_at"],
            revokedAt: try row["revoked_at"]
        )
    }
}
