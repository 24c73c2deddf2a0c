import Market

/// Decides whether a webhook that another program set is removed once more; a pure value.
///
/// Two programs that take the bot from each other for ever help nobody: after three times within an hour the admins are
/// told, and the next try is when the hour is over.
struct WebhookFight: Hashable, Sendable {
    enum Decision: Hashable, Sendable {
        case remove
        /// Leave it there for now; true when nobody has been told yet.
        case leave(isNews: Bool)
    }

    private var removals: [Timestamp] = []
    private var isTold = false

    /// Takes in that a webhook was found.
    mutating func found(at now: Timestamp) -> Decision {
        removals.removeAll { $0 + Self.window <= now || $0 > now }
        guard removals.count >= Self.limit else {
            if removals.isEmpty { isTold = false }
            removals.append(now)
            return .remove
        }
        defer { isTold = true }
        return .leave(isNews: !isTold)
    }

    static let limit = 3
    static let window = Duration.hours(1)
}
