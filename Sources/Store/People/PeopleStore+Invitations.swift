package import Market
import Platform

extension PeopleStore {
    /// Keeps an invitation.
    ///
    /// - Parameters:
    ///   - digest: of its code; nil where the code is drawn when it is sent, by ``sealCode(_:of:)``.
    ///   - creator: who gives the role; nil: whoever sits at the terminal.
    ///   - audit: the line of the audit trail, written in the same transaction.
    /// - Throws: ``StoreError`` of kind `noRight` when the creator is no admin.
    package func invite(
        _ role: Role,
        digest: String?,
        author: String,
        creator: Int64? = nil,
        expiresAt: Timestamp,
        audit: @Sendable (Invitation) -> AuditEntry? = { _ in nil }
    ) throws -> Invitation {
        let now = clock.now
        return try write { database in
            try database.require(.admin, of: creator)
            try database.execute(
                """
                INSERT INTO invitations (digest, role, author, creator, created_at, expires_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
                [digest, role, author, creator, now, expiresAt]
            )
            let made = Invitation(
                id: try database.lastInsertID,
                role: role,
                author: author,
                creator: creator,
                createdAt: now,
                expiresAt: expiresAt
            )
            try database.note(audit(made))
            return made
        }
    }

    /// Gives an invitation a code by its digest, in place of the one it had, which is worthless from then on.
    ///
    /// - Returns: nil when nobody can come in with the invitation any more.
    package func sealCode(_ digest: String, of id: Int64) throws -> Invitation? {
        let now = clock.now
        return try write { database in
            let known = try database.first("SELECT * FROM invitations WHERE id = ?", [id], Invitation.init(row:))
            guard let known, known.isOpen(at: now), try database.isHonoured(known) else { return nil }
            try database.execute("UPDATE invitations SET digest = ? WHERE id = ?", [digest, id])
            return known
        }
    }

    /// Invitations that somebody can still come in with, the oldest first.
    package func openInvitations(at now: Timestamp) throws -> [Invitation] {
        try database.query(
            """
            SELECT * FROM invitations WHERE used_at IS NULL AND withdrawn_at IS NULL AND expires_at > ? ORDER BY id
            """,
            [now],
            Invitation.init(row:)
        )
    }

    /// The invitation with this code, in whatever state; nil for a code that was never given.
    package func invitation(digest: String) throws -> Invitation? {
        try database.invitation(digest)
    }

    /// Makes an invitation worthless; false when it was used, withdrawn or never there.
    ///
    /// - Parameters:
    ///   - actor: who withdraws; nil: the product itself, or whoever sits at the terminal.
    ///   - audit: the line of the audit trail, by whether it was open, written in the same transaction.
    /// - Throws: ``StoreError`` of kind `noRight` when the actor is no admin.
    package func withdrawInvitation(
        _ id: Int64,
        by actor: Int64? = nil,
        audit: @Sendable (Bool) -> AuditEntry? = { _ in nil }
    ) throws -> Bool {
        let now = clock.now
        return try write { database in
            try database.require(.admin, of: actor)
            let changed = try database.execute(
                "UPDATE invitations SET withdrawn_at = ? WHERE id = ? AND used_at IS NULL AND withdrawn_at IS NULL",
                [now, id]
            )
            try database.note(audit(changed == 1))
            return changed == 1
        }
    }

    /// Lets a person in by the digest of a code; the code is used up in the same transaction.
    ///
    /// - Parameters:
    ///   - newcomer: id, name and language; the role is the invitation's. Somebody who is known keeps language and name.
    ///   - audit: the line of the audit trail, written in the same transaction.
    package func redeem(
        digest: String,
        by newcomer: Person,
        audit: @Sendable (InvitationOutcome) -> AuditEntry? = { _ in nil }
    ) throws -> InvitationOutcome {
        let now = clock.now
        return try write { database in
            let outcome = try database.redeem(digest, by: newcomer, at: now)
            try database.note(audit(outcome))
            return outcome
        }
    }
}

extension Connection {
    fileprivate func redeem(_ digest: String, by newcomer: Person, at now: Timestamp) throws -> InvitationOutcome {
        guard var invitation = try invitation(digest), invitation.usedAt == nil, invitation.withdrawnAt == nil else {
            return .unknown
        }
        guard try isHonoured(invitation, for: newcomer.id) else { return .unknown }
        guard invitation.isOpen(at: now) else { return .expired(invitation) }
        let known = try person(newcomer.id)
        if let present = try presentRole(of: newcomer.id), present >= invitation.role {
            var person = known ?? newcomer
            person.role = present
            return .notNeeded(person)
        }
        var person = known ?? newcomer
        person.role = invitation.role
        try save(person)
        try execute("UPDATE invitations SET used_by = ?, used_at = ? WHERE id = ?", [person.id, now, invitation.id])
        invitation.usedBy = person.id
        invitation.usedAt = now
        return .joined(person, invitation, before: known?.role)
    }

    fileprivate func invitation(_ digest: String) throws -> Invitation? {
        try first("SELECT * FROM invitations WHERE digest = ?", [digest], Invitation.init(row:))
    }

    /// Whether the invitation's creator may still give roles, and the person may come in with it.
    fileprivate func isHonoured(_ invitation: Invitation, for person: Int64? = nil) throws -> Bool {
        if let creator = invitation.creator, try presentRole(of: creator) != .admin { return false }
        guard let person, let loss = try rightsLoss(of: person) else { return true }
        return invitation.id > loss.invitation
    }
}

extension Invitation {
    init(row: Row) throws {
        self.init(
            id: try row["id"],
            role: try row["role"],
            author: try row["author"],
            creator: try row["creator"],
            createdAt: try row["created_at"],
            expiresAt: try row["expires_at"]
        )
        usedBy = try row["used_by"]
        usedAt = try row["used_at"]
        withdrawnAt = try row["withdrawn_at"]
    }
}
