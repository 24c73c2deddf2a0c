package import Platform

/// Wakes loops at every commit to the store, by this process or another.
package final class CommitSignal: Sendable {
    package enum Occasion: Sendable {
        case anyCommit
        /// New messages in the outbox, and every commit of another process, of which nothing more is known.
        case messages
        /// While a chat waits for something, every commit; and every one of another process.
        case followUps
    }

    /// How often a loop looks though nothing told of a commit: seldom where other processes can be heard.
    package let safetyNet: Duration
    private let loops = Lock<[ObjectIdentifier: (loop: Wakeup, occasion: Occasion)]>([:])

    init(hearsOthers: Bool) {
        safetyNet = hearsOthers ? .seconds(5) : .milliseconds(500)
    }

    /// Calls the loop at every such commit while the body runs.
    package func waking<Result>(
        _ loop: Wakeup,
        at occasion: Occasion = .anyCommit,
        _ body: () async throws -> Result
    ) async rethrows -> Result {
        loops.withLock { $0[ObjectIdentifier(loop)] = (loop, occasion) }
        defer { loops.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(loop)) } }
        return try await body()
    }

    /// - Parameter occasions: nil stands for all.
    func raise(_ occasions: Set<Occasion>? = nil) {
        for (loop, occasion) in loops.withLock({ Array($0.values) }) where occasions?.contains(occasion) ?? true {
            loop.call()
        }
    }
}
