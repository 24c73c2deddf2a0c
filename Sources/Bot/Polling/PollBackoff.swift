import Market

/// Decides how a poller goes on after a failed poll (`telegram.md` §2.2, §2.3); a pure value.
struct PollBackoff: Hashable, Sendable {
    enum Decision: Hashable, Sendable {
        case wait(Duration)
        /// The token is wrong or revoked: no poll will ever succeed.
        case stop
    }

    private(set) var failures = 0
    /// When another poller was first noticed, for as long as it stays.
    private(set) var conflictSince: Timestamp?

    mutating func succeeded() {
        failures = 0
        conflictSince = nil
    }

    /// - Parameter jitter: 0..<1.
    mutating func failed(_ error: TelegramError, at now: Timestamp, jitter: Double) -> Decision {
        failures += 1
        if error.kind != .conflict { conflictSince = nil }
        switch error.kind {
        case .unauthorized: return .stop
        case .rateLimited: return .wait((error.retryAfter ?? .seconds(5)) + .milliseconds(500))
        case .conflict:
            conflictSince = conflictSince ?? now
            // An old poll of ours may linger for as long as it was held open: patience, never an exit.
            return .wait(.seconds(3) + .seconds(2) * jitter)
        case .notModified, .messageGone, .replyGone, .migrated, .chatNotFound, .topicGone, .badMarkup, .tooLong,
            .badPhoto, .callbackExpired, .notAllowed, .blocked, .methodNotFound, .tooLarge, .refused, .serverError,
            .unreachable, .noAnswer:
            // 1, 2, 4 … 30 s, spread over the upper half.
            let ceiling = min(Duration.seconds(30), .seconds(1 << min(failures - 1, 5)))
            return .wait(ceiling * (0.5 + 0.5 * jitter))
        }
    }

    /// True once another poller has been there for a minute: a person has to find it.
    func isConflictLasting(at now: Timestamp) -> Bool {
        conflictSince.map { $0 + .seconds(60) <= now } ?? false
    }
}
