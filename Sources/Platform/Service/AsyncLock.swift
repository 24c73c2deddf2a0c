/// Lets one task at a time through a section that awaits, in the order of arrival.
///
/// An actor alone does not do that: it takes other calls while one of its methods awaits.
package actor AsyncLock {
    private var isHeld = false
    private var waiting: [CheckedContinuation<Void, Never>] = []

    package init() {}

    /// Runs the body alone.
    ///
    /// The body is not cancelled while it waits for its turn.
    package func withLock<Result: Sendable>(
        _ body: @Sendable () async throws -> Result
    ) async rethrows -> Result {
        if isHeld {
            await withCheckedContinuation { waiting.append($0) }
        } else {
            isHeld = true
        }
        defer {
            if waiting.isEmpty {
                isHeld = false
            } else {
                waiting.removeFirst().resume()
            }
        }
        return try await body()
    }
}
