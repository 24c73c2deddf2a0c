import Market
import Platform
import Testing

@Suite("Clocks at the ends of time", .timeLimit(.minutes(1)))
struct ClockRangeTests {
    @Test(
        "a start outside the range of dates is refused",
        arguments: [
            "1701-01-01T00:00:00Z", "9999-12-31T00:00:00Z@60", "2262-04-12T00:00:00Z", "2026-01-01T00:00:00Z@nan",
        ]
    )
    func refused(_ text: String) {
        #expect(ClockSpec(text) == nil)
        #expect(ClockSpec.allowed.contains("2199-12-31"))
    }

    @Test(
        "any speed and start can be read",
        arguments: [0, Double.leastNonzeroMagnitude, .leastNormalMagnitude, 1, 100_000, 1e308, .infinity, -1, .nan]
    )
    func speeds(_ speed: Double) async throws {
        for start in [Timestamp(nanoseconds: .min), Timestamp(seconds: 0), Timestamp(nanoseconds: .max)] {
            let clock = ScaledClock(
                ScaledClock.Anchor(start: start, systemStart: Timestamp(nanoseconds: .min), speed: speed)
            )
            _ = clock.now
            clock.setSpeed(speed)
            clock.jump(to: start)
            _ = RFC3339.text(clock.now)
            let sleep = Task { try await clock.sleep(until: clock.now + .seconds(1), tolerance: nil) }
            await Task.yield()
            sleep.cancel()
            // A clock that stands, or that is past its deadline: either end is right.
            _ = await sleep.result
        }
    }

    @Test("instants are read within the range only")
    func instants() {
        #expect(RFC3339.instant("1900-01-01T00:00:00+14:00") != nil)
        #expect(RFC3339.instant("2199-12-31T23:59:59.999999999-12:00") != nil)
        #expect(RFC3339.instant("1677-09-21T00:12:43Z") == nil && RFC3339.instant("2262-04-11T23:47:16Z") == nil)
        #expect(RFC3339.text(Timestamp(nanoseconds: .max)) == "2262-04-11T23:47:16.854Z")
        #expect(RFC3339.text(Timestamp(nanoseconds: .min)) == "1677-09-21T00:12:43.145Z")
    }
}

@Suite("Speed-up of a clock")
struct SpeedUpTests {
    @Test(
        "is what people and processes get more of, and never less",
        arguments: [(60, 60), (1, 1), (0.5, 1), (0, 1)] as [(Double, Double)]
    )
    func scaled(speed: Double, speedUp: Double) {
        let clock: any MarketClock = ScaledClock(start: Timestamp(seconds: 0), speed: speed)
        #expect(clock.speedUp == speedUp)
    }

    @Test("is none of clocks that are real or moved by hand")
    func others() {
        #expect(SystemClock().speedUp == 1)
        #expect(ReplayClock(start: Timestamp(seconds: 0)).speedUp == 1)
    }
}
