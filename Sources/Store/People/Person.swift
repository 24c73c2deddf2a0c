/// What a person may do from the chat; each role includes the ones before it.
package enum Role: String, CaseIterable, Codable, Comparable, Sendable {
    case viewer, `operator`, trader, admin

    package static func < (left: Role, right: Role) -> Bool { left.order < right.order }

    private var order: Int { Role.allCases.firstIndex(of: self) ?? 0 }

    /// What stands in a role's place where somebody has none.
    package static let stranger = "stranger"
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

extension Person {
    /// As messages and alerts sign what somebody did: `Иван (42)`.
    package static func signature(_ id: Int64, _ name: String) -> String { "\(name) (\(id))" }
    /// As the audit trail names people: `42 Иван`.
    package static func auditName(_ id: Int64, _ name: String) -> String { "\(id) \(name)" }

    package var signature: String { Self.signature(id, name) }
    package var auditName: String { Self.auditName(id, name) }

    /// Whether a signature is theirs, whatever they were called when they gave it.
    package func gave(_ signature: String?) -> Bool { signature?.hasSuffix(" (\(id))") ?? false }
}
