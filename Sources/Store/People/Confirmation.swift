package import Market

/// A dangerous action that waits for "yes": of the person who asked, or of others; good for one use until it expires.
package struct Confirmation: Hashable, Sendable, Identifiable {
    /// Random, part of the button's data.
    package var nonce: String
    /// Who asked.
    package var person: Int64
    package var chat: Int64
    /// What to do, in the words of the caller.
    package var action: String
    /// The least role of whoever asks, and of whoever approves, at the moment of the effect.
    package var role: Role
    /// Whom a role is to be given to; nil where it is about nobody.
    package var subject: Int64?
    package var createdAt: Timestamp
    package var expiresAt: Timestamp
    /// How many other people must approve; 0: the person who asked confirms it.
    package var approvers: Int
    /// When it was confirmed, approved by enough people, or given up.
    package var usedAt: Timestamp?
    /// When it became void because the person who asked, or the one it is about, lost rights; then ``usedAt`` is set too.
    package var withdrawnAt: Timestamp?

    package var id: String { nonce }

    package init(
        nonce: String,
        person: Int64,
        chat: Int64,
        action: String,
        role: Role,
        subject: Int64? = nil,
        createdAt: Timestamp,
        expiresAt: Timestamp,
        approvers: Int = 0,
        usedAt: Timestamp? = nil
    ) {
        self.nonce = nonce
        self.person = person
        self.chat = chat
        self.action = action
        self.role = role
        self.subject = subject
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.approvers = approvers
        self.usedAt = usedAt
    }
}

/// One person's "yes" to what another one asked for.
package struct Approval: Hashable, Sendable {
    package var person: Int64
    package var name: String
    package var at: Timestamp

    package init(person: Int64, name: String, at: Timestamp) {
        self.person = person
        self.name = name
        self.at = at
    }
}

/// What became of a press on "yes".
package enum ConfirmationOutcome: Hashable, Sendable {
    case accepted(Confirmation)
    case expired(Confirmation)
    /// Pressed by another person than the one who asked; it stays open.
    case foreign(Confirmation)
    case alreadyUsed(Confirmation)
    /// The person has no longer the right to what was asked.
    case withdrawn(Confirmation)
    case unknown
}

/// What became of a press on "approve".
package enum ApprovalOutcome: Hashable, Sendable {
    /// Enough people who have the right at this moment have approved, in this order.
    case complete(Confirmation, [Approval])
    /// So many are still missing.
    case waiting(Confirmation, missing: Int)
    case expired(Confirmation)
    /// Pressed by the person who asked.
    case own(Confirmation)
    /// The same person approved before.
    case repeated(Confirmation)
    /// The person who pressed has not the right.
    case notAllowed(Confirmation)
    case alreadyUsed(Confirmation)
    /// The person who asked has no longer the right.
    case withdrawn(Confirmation)
    case unknown
}
