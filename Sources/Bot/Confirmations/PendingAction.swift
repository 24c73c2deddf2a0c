import Store

/// Something with an effect that waits for a "yes": all that is known of it, from the question to what is done.
///
/// A type for each, beside the command that asks for it and named in the command's ``ChatCommand/asks``. Its stored
/// properties are what a confirmation keeps, by their coding keys: rows that are stored stay readable.
protocol PendingAction: Hashable, Codable, Sendable {
    /// What stored confirmations call it; never changes.
    static var name: String { get }
    /// As what the settings may let others approve it.
    var kind: ActionKind { get }
    /// The least role of whoever asks for it, and of whoever approves; default that of the kind.
    var role: Role { get }
    /// True for what only makes the desk safer: it waits for nobody else's yes; default false.
    var isPrecaution: Bool { get }
    /// Whom it gives a role to, default nobody: such a wish is void when the person loses rights before it is carried out.
    var beneficiary: Int64? { get }
    /// As the audit trail names it.
    var audit: AuditAction { get }
    /// As the audit trail names what it is done to.
    var object: String { get }

    /// What whoever asks gave as a reason; default none.
    var reason: String { get }

    /// What is asked about, as HTML: the question without its mark.
    func title(_ wording: Wording) -> String
    /// One line on what it will do, as HTML; below it a reason, where one was given.
    func effect(_ wording: Wording) -> String
    /// Does it, in the name of whoever asked.
    func run(_ yes: ConfirmedAction) async throws -> Reaction
}

extension PendingAction {
    var role: Role { kind.role }
    var isPrecaution: Bool { false }
    var beneficiary: Int64? { nil }
    var reason: String { "" }
}

/// Every action that may be asked about, by its stored name.
enum PendingActions {
    static let all: [String: any PendingAction.Type] = ChatCommands.all.flatMap { $0.asks }.reduce(into: [:]) {
        guard $0.updateValue($1, forKey: $1.name) == nil else { preconditionFailure("two actions \($1.name)") }
    }
}
