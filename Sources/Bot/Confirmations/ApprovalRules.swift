import Market
import Store

/// What of the chat's actions may need a confirmation, for settings.
package enum ActionKind: String, CaseIterable, Codable, Sendable {
    /// Running a job that writes to the team or changes the plan.
    case run
    /// Silencing everything.
    case silence
    /// Roles given, changed and taken; codes for traders and admins.
    case people
    /// Letting halted trading go on; halting it is never asked of others.
    case trade

    /// The least role of whoever asks for it, and of whoever approves.
    var role: Role {
        switch self {
        case .run, .silence: .operator
        case .people: .admin
        case .trade: .trader
        }
    }
}

/// Which actions need other people's "yes" after the person's own.
package struct ApprovalRules: Hashable, Sendable {
    /// Default: none.
    package var actions: Set<ActionKind> = []
    /// How many other people must approve.
    ///
    /// Default 1.
    package var approvers = 1
    /// How long they have.
    ///
    /// Default 5 min.
    package var window: Duration = .minutes(5)

    package init() {}

    /// How many others must approve this; 0: nobody.
    func approvers(for action: any PendingAction) -> Int {
        actions.contains(action.kind) && !action.isPrecaution ? max(0, approvers) : 0
    }
}
