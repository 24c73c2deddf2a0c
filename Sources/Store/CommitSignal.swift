package import Platform

/// Wakes loops at every commit to the store, by this process or another.
package final class CommitSignal: Sendable {
    private let loops = Lock<[ObjectIdentifier: Wakeup]>([:])

    /// Calls the loop at every commit while the body runs.
    package func waking<Result>(_ loop: Wakeup, _ body: () async throws -> Result) async rethrows -> Result {
        loops.withLock { $0[ObjectIdentifier(loop)] = loop }
        defer { loops.withLock { _ = $0.removeValue(forKey: ObjectIdentifier(loop)) } }
        return try await body()
    }

    func raise() {
        for loop in loops.withLock({ Array($0.values) }) { loop.call() }
    }
}
