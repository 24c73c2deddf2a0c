import Platform

/// The runs of a replay for which its recording holds nothing; none of them is a failure.
package final class MissingRecordings: Sendable {
    package struct Run: Hashable, Sendable {
        package let job: String
        /// What is not recorded, one line.
        package let reason: String
    }

    private let kept = Lock<[Run]>([])

    package init() {}

    /// In the order in which they happened.
    package var runs: [Run] { kept.withLock { $0 } }

    func add(_ job: String, _ reason: String) {
        kept.withLock { $0.append(Run(job: job, reason: reason)) }
    }
}
