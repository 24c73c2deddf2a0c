import Engine
import Execution
import Market
import Platform
import Testing

@Suite("Guards of a running engine")
struct GuardTests {
    private static func moscow(_ text: String) throws -> Timestamp { try #require(MoscowTime.instant(text)) }

    @Test(
        "session: buffers, weekdays, and when it goes on",
        arguments: [
            // 2024-07-15 is a Monday.
            ("2024-07-15 09:54:59", .suspended(.preOpen, next: "2024-07-15 09:55:00")),
            ("2024-07-15 09:55:00", .open(until: "2024-07-15 23:45:00")),
            ("2024-07-15 23:44:59", .open(until: "2024-07-15 23:45:00")),
            ("2024-07-15 23:45:00", .suspended(.postClose, next: "2024-07-16 09:55:00")),
            ("2024-07-19 23:50:00", .suspended(.postClose, next: "2024-07-22 09:55:00")),
            ("2024-07-20 12:00:00", .suspended(.weekdayBlocked, next: "2024-07-22 09:55:00")),
        ] as [(String, Expected)]
    )
    func session(time: String, expected: Expected) throws {
        let (now, verdict) = (try Self.moscow(time), try expected.verdict)
        #expect(StrategyHours().verdict(at: now) == verdict)
    }

    enum Expected: Sendable {
        case open(until: String)
        case suspended(StrategyHours.Reason, next: String)

        var verdict: StrategyHours.Verdict {
            get throws {
                switch self {
                case .open(let until): .open(until: try GuardTests.moscow(until))
                case .suspended(let reason, let next): .suspended(reason, next: try GuardTests.moscow(next))
                }
            }
        }
    }

    @Test("session: one that leaves no time is told")
    func impossible() {
        var window = StrategyHours()
        window.weekdays = []
        #expect(!window.isPossible)
        window = StrategyHours()
        window.openingMinutes = 14 * 60
        #expect(!window.isPossible)
    }

    @Test("heartbeat: so many intervals without a book in a row, once, and then a book")
    func heartbeat() {
        let start = Timestamp(seconds: 1_000)
        var heart = FeedHeartbeat(FeedHeartbeat.Options(), at: start)
        #expect(heart.check(at: start + .seconds(14)) == nil)
        #expect(heart.beat(at: start + .seconds(14)) == nil)
        #expect(heart.check(at: start + .seconds(28)) == nil)
        #expect(heart.check(at: start + .seconds(29)) == .missed(3))
        #expect(heart.check(at: start + .seconds(40)) == nil)
        #expect(heart.beat(at: start + .seconds(41)) == .recovered && !heart.isLost)
        // Nobody expects books outside of the session.
        heart.rest(at: start + .seconds(100))
        #expect(heart.check(at: start + .seconds(110)) == nil)
    }

    @Test("override: the file's reason, its end, its time, and another's halt beside it")
    func override() {
        let now = Timestamp(seconds: 10_000)
        var options = ManualOverride.Options()
        let plain = ManualOverride(options)
        var halts = Halts()
        #expect(plain.decide(flag: nil, halts, at: now) == .none)
        #expect(plain.decide(flag: "odd\nfeed\n", halts, at: now) == .halt(why: "odd feed"))
        #expect(plain.decide(flag: "", halts, at: now) == .halt(why: "manual override"))
        _ = halts.raise(Halt(.person, .stopped, until: .person, who: "anna", why: "", since: now))
        #expect(plain.decide(flag: "odd", halts, at: now) == .none && plain.decide(flag: nil, halts, at: now) == .none)
        halts = Halts()
        _ = halts.raise(Halt(.person, .stopped, until: .person, who: ManualOverride.who, why: "odd", since: now))
        #expect(plain.decide(flag: "odd", halts, at: now + .hours(99)) == .none)
        #expect(plain.decide(flag: nil, halts, at: now) == .resume)
        options.autoResume = .minutes(5)
        let timed = ManualOverride(options)
        #expect(timed.decide(flag: "odd", halts, at: now + .seconds(299)) == .none)
        #expect(timed.decide(flag: "odd", halts, at: now + .seconds(300)) == .expire)
    }

    @Test("latency: slow stages are told; so many within a minute are too many, and are counted anew then")
    func latency() {
        let start = Timestamp(seconds: 1_000)
        var watch = LatencyWatch(LatencyWatch.Options())
        #expect(watch.check(.ml, took: .milliseconds(20), at: start) == nil)
        #expect(watch.check(.ml, took: .milliseconds(21), at: start) == .slow(.ml, .milliseconds(21)))
        #expect(watch.check(.risk, took: .milliseconds(9), at: start + .seconds(1)) == .slow(.risk, .milliseconds(9)))
        // The first one is a minute ago.
        let later = start + .seconds(60)
        #expect(watch.check(.features, took: .seconds(1), at: later) == .slow(.features, .seconds(1)))
        let last = watch.check(.risk, took: .milliseconds(10), at: later)
        #expect(last == .tooOften(.risk, .milliseconds(10), count: 3))
        #expect(watch.check(.risk, took: .milliseconds(10), at: later) == .slow(.risk, .milliseconds(10)))
        var options = LatencyWatch.Options()
        options.thresholds = [:]
        watch = LatencyWatch(options)
        #expect(watch.check(.ml, took: .seconds(100), at: start) == nil)
    }

    @Test("resources: three looks above a limit in a row, six below all of them; what is not told is not judged")
    func resources() {
        var watch = ResourceWatch(ResourceWatch.Options(), at: Timestamp(seconds: 1_000))
        func looks(_ loads: [Double?]) -> [ResourceWatch.Change?] {
            loads.map { load in watch.check(MachineLoad(load.map { [.memory: $0] } ?? [:])) }
        }
        let exceeded = ResourceWatch.Change.exceeded(.memory, used: 95, limit: 90)
        #expect(looks([95, 95, 90, 95, 95]) == [nil, nil, nil, nil, nil])
        #expect(looks([95, 95]) == [exceeded, nil])
        #expect(looks([10, 10, 95, 10, nil, 10, 10, 10]) == [nil, nil, nil, nil, nil, nil, nil, nil])
        #expect(looks([10, 10]) == [.recovered, nil])
        var resumed = ResourceWatch(ResourceWatch.Options(), isExceeded: true, at: Timestamp(seconds: 1_000))
        #expect((0..<6).map { _ in resumed.check(MachineLoad([:])) }.last == .recovered)
        #expect(resumed.isDue(at: Timestamp(seconds: 1_000)) && !resumed.isDue(at: Timestamp(seconds: 1_004)))
    }
}
