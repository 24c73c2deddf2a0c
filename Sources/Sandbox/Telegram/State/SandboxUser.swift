import Platform

/// A person or a bot of the embedded Telegram.
package struct SandboxUser: Hashable, Sendable {
    package var id: Int64
    package var isBot = false
    package var firstName: String
    package var username: String?
    /// IETF tag of the person's app; may be missing.
    package var languageCode: String?
    /// The account is gone.
    var isDeactivated = false

    package init(
        id: Int64,
        firstName: String,
        username: String? = nil,
        languageCode: String? = nil,
        isBot: Bool = false
    ) {
        self.id = id
        self.firstName = firstName
        self.username = username
        self.languageCode = languageCode
        self.isBot = isBot
    }

    /// The `User` object.
    var json: JSON {
        .present([
            "id": .int(id), "is_bot": .bool(isBot), "first_name": .string(firstName),
            "username": username.map { .string($0) }, "language_code": languageCode.map { .string($0) },
        ])
    }
}
