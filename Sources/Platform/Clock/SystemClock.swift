import Glibc
package import Market

/// The machine's own time; the one place that reads it.
///
/// Sleeps on the monotonic clock in slices of at most 30 s and looks at the wall clock again after each, so that a
/// clock jump or a suspended machine is noticed within one slice (`scheduling-alerting.md` §3 "Adopt" 5).
package struct SystemClock: MarketClock {
    package init() {}

    package var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    package var minimumResolution: Duration { .nanoseconds(1) }

    package func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
        while true {
            try Task.checkCancellation()
            let remaining = now.duration(to: deadline)
            guard remaining > .zero else { return }
            try await ContinuousClock().sleep(for: min(remaining, Self.longestSlice))
        }
    }

    private static let longestSlice = Duration.seconds(30)
}
