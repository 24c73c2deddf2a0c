package import Market

/// One line of the audit trail: written in the transaction of its effect, or completed when somebody else has carried it out.
package struct AuditEntry: Hashable, Sendable, Identifiable {
    package var id: Int64
    package var at: Timestamp
    /// `42 Иван`, `cli root`, `scheduler`.
    package var actor: String
    /// As it is stored: `calendar.set`, `alert.take`, `job.run` and the like.
    package private(set) var action: String
    package var object: String
    package var before: String
    package var after: String
    /// nil until the effect has been tried.
    package var result: AuditResult?

    /// The action; nil for one that this version does not know, and for ``lateCommand``.
    package var deed: AuditAction? { AuditAction(rawValue: action) }

    package init(
        id: Int64 = 0,
        at: Timestamp,
        actor: String,
        action: AuditAction,
        object: String,
        before: String = "",
        after: String = "",
        result: AuditResult? = nil
    ) {
        self.init(
            id: id,
            at: at,
            actor: actor,
            stored: action.rawValue,
            object: object,
            before: before,
            after: after,
            result: result
        )
    }

    /// A line as it is stored, perhaps by another version of Mayak.
    package init(
        id: Int64 = 0,
        at: Timestamp,
        actor: String,
        stored action: String,
        object: String,
        before: String = "",
        after: String = "",
        result: AuditResult? = nil
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
    package func ended(_ result: AuditResult) -> AuditEntry {
        var entry = self
        entry.result = result
        return entry
    }
}

/// Commands of the chat that came too late: they are named after the command, whichever there are.
extension AuditEntry {
    private static let late = "command."

    package init(late command: String, at: Timestamp, actor: String, result: AuditResult) {
        self.init(at: at, actor: actor, stored: Self.late + command, object: "", result: result)
    }

    /// The command's name; nil for anything else.
    package var lateCommand: String? {
        action.hasPrefix(Self.late) ? String(action.dropFirst(Self.late.count)) : nil
    }
}
