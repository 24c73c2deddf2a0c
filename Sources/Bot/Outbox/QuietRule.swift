import Market
import Store

/// What quiet hours do to a message that is about to leave; a pure decision.
enum QuietRule: Hashable {
    case loud, silent
    /// Until the hours are over.
    case hold(until: Timestamp)

    /// - Parameters:
    ///   - isCritical: about an alert that is critical now, whatever lane it was queued in.
    ///   - isNew: not an edit, which makes no sound anyway.
    static func judge(
        _ hours: QuietHours?,
        lane: OutboxPriority,
        isCritical: Bool,
        isNew: Bool,
        at now: Timestamp
    ) -> QuietRule {
        // An answer goes to somebody who is awake.
        guard let hours, let end = hours.end(at: now), isNew, !isCritical, lane > .reply, lane != .stranger else {
            return .loud
        }
        // Reports come when the team has set them to; they only make no sound.
        guard hours.mode == .hold, lane != .report else { return .silent }
        return .hold(until: end)
    }
}
