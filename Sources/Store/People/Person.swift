package import Market

/// What a person may do from the chat; each role includes the ones before it.
package enum Role: String, CaseIterable, Codable, Comparable, Sendable {
    case viewer, `operator`, trader, admin

    package static func < (left: Role, right: Role) -> Bool { left.order < right.order }

    private var order: Int { Role.allCases.firstIndex(of: self) ?? 0 }
}

/// A Telegram user who has a role; everybody else is a stranger.
package struct Person: Hashable, Sendable, Identifiable {
    /// Telegram's numeric user id.
    package var id: Int64
    package var name: String
    package var role: Role
    /// `ru`, `en`, or nil for the chat's.
    package var language: String?
    /// True for a role that comes from the person's place in the team's group; a role of their own goes before it.
    package var isOfGroup = false

    package init(id: Int64, name: String, role: Role, language: String? = nil) {
        self.id = id
        self.name = name
        self.role = role
        self.language = language
    }
}

/// One line of the audit trail: written in the transaction of its effect, or completed when somebody else has carried it out.
package struct AuditEntry: Hashable, Sendable, Identifiable {
    package var id: Int64
    package var at: Timestamp
    /// `42 Иван`, `cli root`, `scheduler`.
    package var actor: String
    /// The kind of action: `calendar.set`, `alert.take`, `job.run` and the like.
    package var action: String
    package var object: String
    package var before: String
    package var after: String
    /// nil until the effect has been tried.
    package var result: String?

    package init(
        id: Int64 = 0,
        at: Timestamp,
        actor: String,
        action: String,
        object: String,
        before: String = "",
        after: String = "",
        result: String? = nil
    ) {
        self.id = id
        self.at = at
        self.actor = actor
        self.action = action
        self.object = object
        self.before = before
        self.after = after
        self.result = result
    }

    /// The same line, and what came of it.
    package func ended(_ result: String) -> AuditEntry {
        var entry = self
        entry.result = result
        return entry
    }
}
