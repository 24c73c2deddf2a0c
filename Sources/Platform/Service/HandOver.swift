/// What a thread of ours gives a task that waits for it: one value or one error, once.
///
/// A continuation with the value in it is right too, but the thread sanitizer cannot see so where the value comes before the
/// task waits: the runtime then tells it of the giving and not of the taking (`docs/sanitizers.md`, What the thread sanitizer
/// cannot see). It does see a lock.
package struct HandOver<Value: Sendable>: Sendable {
    fileprivate let place: Lock<Result<Value, any Error>?>
    fileprivate let continuation: CheckedContinuation<Void, Never>

    package func resume(with result: Result<Value, any Error>) {
        place.withLock { $0 = result }
        continuation.resume()
    }

    package func resume(returning value: Value) { resume(with: .success(value)) }

    package func resume(throwing error: any Error) { resume(with: .failure(error)) }

    /// Waits for what `body` has arranged; it must come exactly once, as with `withCheckedContinuation`.
    ///
    /// - Parameter isolation: the caller's, which is not left for the wait.
    package static func wait(
        isolation: isolated (any Actor)? = #isolation,
        _ body: (HandOver<Value>) -> Void
    ) async throws -> Value {
        let place = Lock<Result<Value, any Error>?>(nil)
        await withCheckedContinuation(isolation: isolation) { continuation in
            body(HandOver(place: place, continuation: continuation))
        }
        guard let result = place.withLock({ $0 }) else { preconditionFailure("a hand-over without a value") }
        return try result.get()
    }
}
