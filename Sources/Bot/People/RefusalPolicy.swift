import Market
import Store

/// Decides what a refused attempt leads to; a pure value.
struct RefusalPolicy: Hashable, Sendable {
    /// So many attempts within ``window`` are answered; with the last of them the admins are told.
    var limit = 5
    /// Counting begins anew so long after the first attempt.
    var window: Duration = .hours(1)
    /// The admins are not told again of the same person and kind for so long.
    var quiet: Duration = .hours(24)

    struct Verdict: Hashable, Sendable {
        /// The count to be kept.
        var attempts: RefusedAttempts
        /// Whether the person hears of the refusal.
        var isAnswered: Bool
        /// Whether the admins hear of it.
        var isReported: Bool
    }

    /// True while nothing more is tried for this person: a right code is refused too, so that guessing gains nothing.
    func isBlocked(_ known: RefusedAttempts?, at now: Timestamp) -> Bool {
        guard let known, known.since + window > now else { return false }
        return known.count >= limit
    }

    /// Counts one more attempt.
    func judge(_ known: RefusedAttempts?, of person: Int64, _ kind: RefusalKind, at now: Timestamp) -> Verdict {
        var attempts = known ?? RefusedAttempts(person: person, kind: kind, count: 0, since: now)
        if attempts.since + window <= now {
            attempts.since = now
            attempts.count = 0
        }
        attempts.count += 1
        let isNews = attempts.reportedAt.map { $0 + quiet <= now } ?? true
        let isReported = attempts.count == limit && isNews
        if isReported { attempts.reportedAt = now }
        return Verdict(attempts: attempts, isAnswered: attempts.count <= limit, isReported: isReported)
    }

    /// When attempts are answered again.
    func end(of attempts: RefusedAttempts) -> Timestamp { attempts.since + window }
}
