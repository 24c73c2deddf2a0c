@preconcurrency import Dispatch  // DispatchQueue is not marked Sendable on Linux.

/// Runs an actor on a dispatch queue of its own, so that its blocking calls (SQLite) never hold the shared pool.
package final class QueueExecutor: SerialExecutor {
    private let queue: DispatchQueue
    private let turnEnded: (@Sendable () -> Void)?

    /// - Parameter turnEnded: called on the queue after each turn: what an actor does between two of its suspensions.
    package init(label: String, turnEnded: (@Sendable () -> Void)? = nil) {
        queue = DispatchQueue(label: label)
        self.turnEnded = turnEnded
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        let turnEnded = turnEnded
        queue.async {
            job.runSynchronously(on: executor)
            turnEnded?()
        }
    }

    package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }
}
