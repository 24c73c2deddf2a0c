package import Market

/// Time that started at a chosen instant and runs at a chosen speed; both may change while tasks sleep.
///
/// For trying things out (`MAYAK_CLOCK`) and for the sandbox, whose page moves the clock.
package final class ScaledClock: MarketClock {
    /// The point from which time is counted.
    package struct Anchor: Hashable, Sendable {
        package var start: Timestamp
        /// The machine's time at which the scaled clock showed `start`.
        package var systemStart: Timestamp
        /// Seconds of this clock per second of the machine's; 0 stands still.
        package var speed: Double

        package init(start: Timestamp, systemStart: Timestamp, speed: Double) {
            self.start = start
            self.systemStart = systemStart
            self.speed = speed
        }
    }

    private let system = SystemClock()
    private let state: Lock<Anchor>

    package init(_ anchor: Anchor) {
        state = Lock(anchor)
    }

    package convenience init(start: Timestamp, speed: Double) {
        self.init(Anchor(start: start, systemStart: SystemClock().now, speed: speed))
    }

    package var anchor: Anchor { state.withLock { $0 } }

    package var now: Timestamp { time(of: anchor) }

    package var minimumResolution: Duration { .milliseconds(1) }

    /// Changes the speed from now on; the shown time does not jump.
    package func setSpeed(_ speed: Double) {
        state.withLock { anchor in
            anchor = Anchor(start: time(of: anchor), systemStart: system.now, speed: max(0, speed))
        }
    }

    /// Shows another time from now on, at the same speed.
    package func jump(to instant: Timestamp) {
        state.withLock { anchor in
            anchor = Anchor(start: instant, systemStart: system.now, speed: anchor.speed)
        }
    }

    /// Takes over another clock's anchor, as processes do that follow the sandbox's clock.
    package func adopt(_ other: Anchor) {
        state.withLock { $0 = other }
    }

    /// A clock that is set back prolongs no sleep, as with ``SystemClock``.
    package func sleep(until deadline: Timestamp, tolerance: Duration?) async throws {
        let monotonic = ContinuousClock()
        var left = now.duration(to: deadline)
        while true {
            try Task.checkCancellation()
            let anchor = anchor
            let remaining = min(time(of: anchor).duration(to: deadline), left)
            guard remaining > .zero else { return }
            // Short slices, because the anchor may change while we sleep.
            let slice = remaining.scaled(by: 1 / anchor.speed, limit: Self.longestSlice)
            let start = monotonic.now
            try await monotonic.sleep(for: slice)
            left -= start.duration(to: monotonic.now).scaled(by: anchor.speed, limit: left)
        }
    }

    private func time(of anchor: Anchor) -> Timestamp {
        let elapsed = anchor.systemStart.duration(to: system.now)
        return anchor.start.advanced(by: elapsed.scaled(by: anchor.speed, limit: Self.longestElapsed))
    }

    private static let longestSlice = Duration.milliseconds(250)
    /// From the first to the last instant there is.
    private static let longestElapsed = Timestamp(nanoseconds: .min).duration(to: Timestamp(nanoseconds: .max))
}
