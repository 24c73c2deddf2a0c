import Glibc
package import Market

/// The machine's own time; the one place that reads it.
///
/// Sleeps on the monotonic clock in slices of at most 30 s and looks at the wall clock again after each, so that a
/// clock jump or a suspended machine is noticed within one slice. A clock that is
/// set back prolongs no sleep: it ends when its span has passed, and whoever waited for an instant looks again.
package struct SystemClock: MarketClock {
    package init() {}

    package var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        // A machine whose clock is set beyond 2262 stands at the last instant there is.
        return Timestamp(seconds: Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }

    package var minimumResolution: Duration { .nanoseconds(1) }

    package func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
        try await sleep(until: deadline, by: { now })
    }

    /// - Parameter wall: what the machine's clock shows; a test sets it.
    func sleep(until deadline: Timestamp, by wall: () -> Timestamp) async throws {
        let monotonic = ContinuousClock()
        let end = monotonic.now.advanced(by: wall().duration(to: deadline))
        while true {
            try Task.checkCancellation()
            let remaining = min(wall().duration(to: deadline), monotonic.now.duration(to: end))
            guard remaining > .zero else { return }
            try await monotonic.sleep(for: min(remaining, Self.longestSlice))
        }
    }

    private static let longestSlice = Duration.seconds(30)
}
