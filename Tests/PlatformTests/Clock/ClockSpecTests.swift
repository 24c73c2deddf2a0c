import Market
import Platform
import Testing

@Suite("Clock choice")
struct ClockSpecTests {
    static let start = Timestamp(seconds: 1_795_157_700)  // 2026-11-20T06:55:00Z
    static let cases: [(String, ClockSpec?)] = [
        ("system", .system), ("2026-11-20T09:55:00+03:00@60", .scaled(start: start, speed: 60)),
        ("2026-11-20T06:55:00Z", .scaled(start: start, speed: 1)),
        ("2026-11-20T06:55:00Z@0.5", .scaled(start: start, speed: 0.5)),
        ("2026-11-20T06:55:00Z@0", .scaled(start: start, speed: 0)),
        ("http://127.0.0.1:8484/sandbox/clock", .followed(url: "http://127.0.0.1:8484/sandbox/clock")),
        ("", nil), ("now", nil), ("2026-11-20", nil), ("2026-11-20T09:55:00", nil), ("2026-11-20T06:55:00Z@", nil),
        ("2026-11-20T06:55:00Z@fast", nil), ("2026-11-20T06:55:00Z@-1", nil), ("2026-11-20T06:55:00Z@nan", nil),
        ("2026-11-20T06:55:00Z@1@2", nil), ("2026-02-30T06:55:00Z@1", nil),
    ]

    @Test("reads", arguments: cases)
    func read(text: String, expected: ClockSpec?) {
        #expect(ClockSpec(text) == expected)
    }
}

@Suite("Followed clock", .timeLimit(.minutes(5)))
struct FollowedClockTests {
    @Test("takes over the served time, its jumps and its speed")
    func follow() async throws {
        let served = ScaledClock(start: ClockSpecTests.start, speed: 0)
        let server = try WebServer(maximumBodyBytes: 1_000) { _ in
            .json(Array("{\"now\": \"\(RFC3339.text(served.now))\", \"speed\": \(served.anchor.speed)}".utf8))
        }
        let http = HTTPClient()
        let url = "http://127.0.0.1:\(server.port)/sandbox/clock"
        let started = try await #require(ClockSpec(url)).start(http: http)
        let follower = try #require(started.services.first as? FollowedClock)
        #expect(started.clock.now == ClockSpecTests.start)
        served.jump(to: ClockSpecTests.start + .hours(5))
        try await follower.step()
        #expect(started.clock.now == ClockSpecTests.start + .hours(5))
        served.setSpeed(1_000)
        try await follower.step()
        #expect(follower.clock.anchor.speed == 1_000)
        await server.stop()
        try await follower.step()
        #expect(follower.clock.anchor.speed == 1_000, "an absent sandbox leaves the clock as it is")
        await http.shutdown()
    }
}
