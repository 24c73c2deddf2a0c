import Market

/// Decides how a poller goes on after a failed poll (docs/reference/telegram.md, Updates); a pure value.
struct PollBackoff: Hashable, Sendable {
    enum Decision: Hashable, Sendable {
        case wait(Duration)
        /// The token was refused again and again: no poll will ever succeed.
        case stop
    }

    private(set) var failures = 0
    /// When another poller was first noticed, for as long as it stays.
    private(set) var conflictSince: Timestamp?
    /// Refusals of the token since the last success, and the first of them.
    private var refusals = 0
    private var refusedSince: Timestamp?
    /// True once the token has served: then a refusal is more likely to be the server's slip.
    private var hasSucceeded = false

    mutating func succeeded() {
        self = PollBackoff()
        hasSucceeded = true
    }

    /// - Parameter jitter: 0..<1.
    mutating func failed(_ error: TelegramError, at now: Timestamp, jitter: Double) -> Decision {
        failures += 1
        if error.kind != .conflict { conflictSince = nil }
        switch error.kind {
        case .unauthorized: return refused(at: now)
        case .rateLimited: return .wait((error.retryAfter ?? .seconds(5)) + .milliseconds(500))
        case .conflict:
            conflictSince = conflictSince ?? now
            // An old poll of ours may linger for as long as it was held open: patience, never an exit.
            return .wait(.seconds(3) + .seconds(2) * jitter)
        case .webhookSet:
            return .wait(.seconds(1) + .seconds(1) * jitter)
        case .notModified, .messageGone, .replyGone, .migrated, .chatNotFound, .topicGone, .badMarkup, .tooLong,
            .badPhoto, .callbackExpired, .notAllowed, .mediaForbidden, .blocked, .methodNotFound, .tooLarge, .refused,
            .serverError,
            .foreignAnswer, .unreachable, .noAnswer:
            // 1, 2, 4 … 30 s, spread over the upper half.
            let ceiling = min(Duration.seconds(30), .seconds(1 << min(failures - 1, 5)))
            return .wait(ceiling * (0.5 + 0.5 * jitter))
        }
    }

    /// Asks again after 2, 5, 10 … s: for a quarter of a minute at the start, for a minute where the token has served.
    private mutating func refused(at now: Timestamp) -> Decision {
        refusals += 1
        let since = refusedSince ?? now
        refusedSince = since
        let patience: Duration = hasSucceeded ? .seconds(60) : .seconds(15)
        if refusals > 3, since + patience <= now { return .stop }
        return .wait(.seconds(Self.refusalPauses[min(refusals, Self.refusalPauses.count) - 1]))
    }

    private static let refusalPauses = [2, 5, 10, 20, 30]

    /// True once another poller has been there for a minute: a person has to find it.
    func isConflictLasting(at now: Timestamp) -> Bool {
        conflictSince.map { $0 + .seconds(60) <= now } ?? false
    }
}
