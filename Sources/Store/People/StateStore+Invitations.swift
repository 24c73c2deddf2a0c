package import Market
import Platform

extension StateStore {
    /// Keeps an invitation by the digest of its code.
    package func invite(_ role: Role, digest: String, author: String, expiresAt: Timestamp) throws -> Invitation {
        let now = clock.now
        return try write { database in
            try database.execute(
                "INSERT INTO invitations (digest, role, author, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
                [digest, role, author, now, expiresAt]
            )
            return Invitation(
                id: try database.lastInsertID,
                role: role,
                author: author,
                createdAt: now,
                expiresAt: expiresAt
            )
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
    package func withdrawInvitation(_ id: Int64) throws -> Bool {
        let now = clock.now
        return try write { database in
            try database.execute(
                "UPDATE invitations SET withdrawn_at = ? WHERE id = ? AND used_at IS NULL AND withdrawn_at IS NULL",
                [now, id]
            ) == 1
        }
    }

    /// Lets a person in by the digest of a code; the code is used up in the same transaction.
    ///
    /// - Parameter newcomer: id, name and language; the role is the invitation's. Somebody who is known keeps language
    ///   and name.
    package func redeem(digest: String, by newcomer: Person) throws -> InvitationOutcome {
        let now = clock.now
        return try write { database in
            guard var invitation = try database.invitation(digest), invitation.usedAt == nil,
                invitation.withdrawnAt == nil
            else {
                return .unknown
            }
            guard invitation.isOpen(at: now) else { return .expired(invitation) }
            let known = try database.person(newcomer.id)
            if let known, known.role >= invitation.role { return .notNeeded(known) }
            var person = known ?? newcomer
            person.role = invitation.role
            try database.save(person)
            try database.execute(
                "UPDATE invitations SET used_by = ?, used_at = ? WHERE id = ?",
                [person.id, now, invitation.id]
            )
            invitation.usedBy = person.id
            invitation.usedAt = now
            return .joined(person, invitation, before: known?.role)
        }
    }
}

extension Connection {
    fileprivate func invitation(_ digest: String) throws -> Invitation? {
        try first("SELECT * FROM invitations WHERE digest = ?", [digest], Invitation.init(row:))
    }
}

extension Invitation {
    init(row: Row) throws {
        self.init(
            id: try row["id"],
            role: try row["role"],
            author: try row["author"],
            createdAt: try row["created_at"],
            expiresAt: try row["expires_at"]
        )
        usedBy = try row["used_by"]
        usedAt = try row["used_at"]
        withdrawnAt = try row["withdrawn_at"]
    }
}
