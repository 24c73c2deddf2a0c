package import Store

/// What a run found, with what becomes visible in the very transaction that says that it succeeded.
///
/// The scheduler writes both at once, so no crash shows the one without the other. A run with nothing to write is its
/// line: `"3 old rows removed"`.
package struct RunResult: Sendable {
    /// Writes a batch in one transaction, and keeps in step whatever lies in memory over the same rows.
    package typealias Commit = @Sendable (StoreBatch) async throws -> Void

    /// One line of what came of it.
    package let detail: String
    package let batch: StoreBatch
    private let commit: Commit?
    private let afterwards: (@Sendable () async -> Void)?

    /// - Parameters:
    ///   - batch: what the run found; the scheduler adds the run's row.
    ///   - commit: nil writes the batch to the store and nothing else.
    ///   - afterwards: for what the world outside may know once all this is written; a run that fails or is too late skips it.
    package init(
        _ detail: String,
        writing batch: StoreBatch = StoreBatch(),
        commit: Commit? = nil,
        afterwards: (@Sendable () async -> Void)? = nil
    ) {
        self.detail = detail
        self.batch = batch
        self.commit = commit
        self.afterwards = afterwards
    }

    /// Writes what was found where no run is to be recorded: somebody looked outside the plan.
    ///
    /// - Returns: the line.
    package func write(to store: BatchStore) async throws -> String {
        try await write(batch, to: store)
        await finish()
        return detail
    }

    func write(_ batch: StoreBatch, to store: BatchStore) async throws {
        if let commit { return try await commit(batch) }
        try await store.commit(batch)
    }

    func finish() async {
        await afterwards?()
    }
}

extension RunResult: ExpressibleByStringInterpolation {
    package init(stringLiteral line: String) {
        self.init(line)
    }
}
