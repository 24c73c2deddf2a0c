import Market
import Testing

@testable import Platform

/// A clock that is set back must not prolong what sleeps on it.
@Suite("Sleeps across a step of the clock", .timeLimit(.minutes(1)))
struct SleepTests {
    @Test(
        "a machine's clock set back by a year ends no sleep late",
        arguments: [Duration.seconds(60), .hours(24 * 365)]
    )
    func systemClockSetBack(_ step: Duration) async throws {
        let clock = SystemClock()
        let start = ContinuousClock.now
        let looks = Lock(0)
        let shown: @Sendable () -> Timestamp = {
            looks.withLock { $0 += 1 }
            // The first look is before the step.
            return looks.withLock { $0 } == 1 ? clock.now : clock.now - step
        }
        try await clock.sleep(until: clock.now + .milliseconds(80), by: shown)
        #expect(start.duration(to: .now) >= .milliseconds(60))
        #expect(start.duration(to: .now) < .seconds(20))
    }

    @Test("a machine's clock set ahead ends the sleep at its deadline")
    func systemClockSetAhead() async throws {
        let clock = SystemClock()
        let start = ContinuousClock.now
        try await clock.sleep(until: clock.now + .hours(1)) {
            clock.now + .hours(start.duration(to: .now) > .zero ? 2 : 0)
        }
        #expect(start.duration(to: .now) < .seconds(20))
    }

    @Test("a sandbox's clock set back ends no sleep late", arguments: [1.0, 60])
    func scaledClockSetBack(_ speed: Double) async throws {
        let clock = ScaledClock(start: Timestamp(seconds: 1_721_026_800), speed: speed)
        let start = ContinuousClock.now
        let deadline = clock.now + .milliseconds(400) * speed
        let sleeper = Task { try await clock.sleep(until: deadline, tolerance: nil) }
        try await ContinuousClock().sleep(for: .milliseconds(50))
        clock.jump(to: clock.now - .hours(24 * 30))
        try await sleeper.value
        #expect(start.duration(to: .now) < .seconds(20))
    }
}
