package import Market

/// A clock that runs, and the service that keeps it right, if it needs one.
package struct StartedClock: Sendable {
    package let clock: any MarketClock
    /// To be run beside the process's other services.
    package let services: [any Service]
}

extension ClockSpec {
    /// - Throws: ``FollowedClockError`` when the clock to follow does not answer, or `CancellationError`.
    package func start(http: HTTPClient) async throws -> StartedClock {
        switch self {
        case .system:
            return StartedClock(clock: SystemClock(), services: [])
        case .scaled(let start, let speed):
            return StartedClock(clock: ScaledClock(start: start, speed: speed), services: [])
        case .followed(let url):
            let followed = try await FollowedClock.connect(to: url, http: http)
            return StartedClock(clock: followed.clock, services: [followed])
        }
    }
}
