package import Market

/// A clock for replays: a sleep does not wait, it moves the time to its deadline.
///
/// The replay drives one step at a time and awaits it, so a step that sleeps (rate limit, retry) simply makes the next
/// one later, and two runs of the same input see the same times.
package final class ReplayClock: MarketClock {
    private let current: Lock<Timestamp>

    package init(start: Timestamp) {
        current = Lock(start)
    }

    package var now: Timestamp { current.withLock { $0 } }

    package var minimumResolution: Duration { .nanoseconds(1) }

    /// Moves the time forward; an instant in the past changes nothing.
    package func advance(to instant: Timestamp) {
        current.withLock { $0 = max($0, instant) }
    }

    package func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        advance(to: deadline)
    }
}
