package import Market
package import Store

/// One thing that is wrong with the product's work.
package enum HealthComplaint: Hashable, Sendable {
    /// A process has never given a sign of life.
    case neverSeen(ProcessName, cause: PollTrouble?)
    /// The last sign of life lies ahead of now: the clock was wrong then, or is now.
    case ahead(ProcessName, by: Duration)
    /// The last sign of life is too old; of a bot that lives, with the reason why its polls fail.
    case silent(ProcessName, for: Duration, limit: Duration, cause: PollTrouble?)
    /// A planned run has not begun.
    case overdue(job: String, due: Timestamp)
    /// Messages wait too long to be sent.
    case waiting(count: Int, oldest: Duration)
    /// Messages that Telegram refused for good.
    case undelivered(count: Int)

    /// True where work has stopped, so that a probe must fail; the rest is for a person to look at, and no restart mends it.
    package var stopsWork: Bool {
        if case .undelivered = self { false } else { true }
    }
}
