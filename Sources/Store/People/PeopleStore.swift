import Market
import Platform

/// Who may do what: roles, invitations, questions and approvals, refused attempts.
package actor PeopleStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// A person with a role, by Telegram user id; nil for a stranger.
    package func person(_ id: Int64) throws -> Person? {
        try database.person(id)
    }

    /// Everybody with a role, by id.
    package func all() throws -> [Person] {
        try database.query("\(Connection.everybody) ORDER BY id", [], Person.init(row:))
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

    /// Calls somebody who has a role by another name; rights do not depend on it.
    package func rename(_ id: Int64, to name: String) throws {
        try write { database in
            try database.execute("UPDATE people SET name = ? WHERE id = ?", [name, id])
            try database.execute("UPDATE group_roles SET name = ? WHERE person = ?", [name, id])
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
    ///   - audit: the line of the audit trail, by the role before, written in the same transaction.
    /// - Throws: ``StoreError`` of kind `lastAdmin` when nobody would be left with the role admin, `noRight` when the actor
    ///   is no admin any more.
    package func changeRole(
        of id: Int64,
        to role: Role,
        name: String? = nil,
        appointed: [Int64],
        by actor: Int64? = nil,
        audit: @Sendable (Role?) -> AuditEntry? = { _ in nil }
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
            try database.note(audit(before?.role))
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
    ///   - audit: the line of the audit trail, by who it was, written in the same transaction.
    /// - Throws: ``StoreError`` of kind `lastAdmin` when nobody would be left with the role admin, `noRight` when the actor
    ///   is no admin any more, `groupRole` when the role is that of the group, which only Telegram can take away.
    @discardableResult
    package func remove(
        _ id: Int64,
        appointed: [Int64],
        by actor: Int64? = nil,
        audit: @Sendable (Person?) -> AuditEntry? = { _ in nil }
    ) throws -> Person? {
        let now = clock.now
        return try write { database in
            try database.require(.admin, of: actor)
            let held = try database.presentRole(of: id)
            guard let person = try database.person(id) else {
                try database.note(audit(nil))
                return nil
            }
            guard !person.isOfGroup else {
                throw StoreError(
                    .groupRole,
                    "\(id) has the role by being in the group: remove them there, or give them a role of their own"
                )
            }
            if person.role == .admin { try database.keepAdmin(without: id, appointed) }
            try database.execute("DELETE FROM people WHERE id = ?", [id])
            try database.settleLoss(of: id, from: held, at: now)
            try database.note(audit(person))
            return person
        }
    }
}
