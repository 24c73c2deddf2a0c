import Store

/// Whose part of the limits a message uses; the more urgent come first.
///
/// Each leaves alone what is kept for those before it, so that no amount of answers holds up an alarm.
package enum DeliveryShare: Int, CaseIterable, Comparable, Sendable {
    /// Critical alerts and calls for help.
    case critical
    /// Warnings, and what becomes of alerts.
    case alarm
    /// What the team's schedule brings.
    case report
    /// Answers to people with a role.
    case reply
    /// Answers to everybody else.
    case stranger

    package static func < (left: DeliveryShare, right: DeliveryShare) -> Bool { left.rawValue < right.rawValue }

    var isAlarm: Bool { self <= .alarm }
}

extension OutboxPriority {
    /// The share of the lane's messages.
    var share: DeliveryShare {
        switch self {
        case .critical: .critical
        case .warning, .edit: .alarm
        case .report: .report
        case .reply: .reply
        case .stranger: .stranger
        }
    }
}
