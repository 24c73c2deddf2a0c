package import Market

/// A one-time code that makes its first user a person with a role; the code itself is not kept, only its digest.
package struct Invitation: Hashable, Sendable, Identifiable {
    package var id: Int64
    package var role: Role
    /// Who invited: `Иван (42)`, `cli root`.
    package var author: String
    /// The same as a number; nil: whoever sat at the terminal.
    package var creator: Int64?
    package var createdAt: Timestamp
    package var expiresAt: Timestamp
    package var usedBy: Int64?
    package var usedAt: Timestamp?
    package var withdrawnAt: Timestamp?

    package init(
        id: Int64,
        role: Role,
        author: String,
        creator: Int64? = nil,
        createdAt: Timestamp,
        expiresAt: Timestamp
    ) {
        self.id = id
        self.role = role
        self.author = author
        self.creator = creator
        self.createdAt = createdAt
        self.expiresAt = expiresAt
    }

    /// True while somebody can still come in with it.
    package func isOpen(at now: Timestamp) -> Bool {
        usedAt == nil && withdrawnAt == nil && now < expiresAt
    }
}

/// What became of a code that somebody sent.
package enum InvitationOutcome: Hashable, Sendable {
    /// The person has the invitation's role now; `before` is nil for a newcomer.
    case joined(Person, Invitation, before: Role?)
    /// The person's role is as high already; the code stays good.
    case notNeeded(Person)
    case expired(Invitation)
    /// Never given, used up, withdrawn, made by somebody who may not give roles any more, or older than the loss of the
    /// rights of the person who sent it.
    case unknown
}
