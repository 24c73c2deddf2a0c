package import Market

/// What opens the web side to one person; the text itself is not kept, only its digest.
package struct AccessKey: Hashable, Sendable, Identifiable {
    package enum Kind: String, CaseIterable, Codable, Sendable {
        /// Of a program: sent with every request.
        case token
        /// Of a browser that signs in: good once.
        case link
        /// Of a browser that has signed in: in its cookie.
        case session
    }

    package var id: Int64
    package var kind: Kind
    /// Telegram's numeric user id.
    package var person: Int64
    /// The most that may be done with it; whoever holds it has no more than the person's own role at that moment.
    package var role: Role
    /// What it is for, in its maker's words; may be empty.
    package var label: String
    /// Who made it: `cli root`.
    package var author: String
    package var createdAt: Timestamp
    package var expiresAt: Timestamp
    /// When a link signed a browser in.
    package var usedAt: Timestamp?
    package var revokedAt: Timestamp?

    /// True while it opens something.
    package func isOpen(at now: Timestamp) -> Bool {
        revokedAt == nil && usedAt == nil && createdAt <= now && now < expiresAt
    }
}

/// A key to be kept.
package struct AccessKeyDraft: Hashable, Sendable {
    package var kind: AccessKey.Kind
    /// SHA-256 of its text, hexadecimal.
    package var digest: String
    package var person: Int64
    package var role: Role
    package var label: String
    package var author: String
    package var expiresAt: Timestamp

    package init(
        _ kind: AccessKey.Kind,
        digest: String,
        person: Int64,
        role: Role,
        label: String = "",
        author: String,
        expiresAt: Timestamp
    ) {
        self.kind = kind
        self.digest = digest
        self.person = person
        self.role = role
        self.label = label
        self.author = author
        self.expiresAt = expiresAt
    }
}

/// Who asks, and what they may do now.
package struct AccessHolder: Hashable, Sendable {
    package let key: AccessKey
    package let person: Person
    /// The lower of the key's role and the person's present one.
    package let role: Role

    package init(key: AccessKey, person: Person, role: Role) {
        self.key = key
        self.person = person
        self.role = role
    }

    package var signature: String { person.signature }
    package var auditName: String { person.auditName }
}
