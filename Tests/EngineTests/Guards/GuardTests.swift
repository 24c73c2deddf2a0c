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

    @Test("clock: wrong above its limit, right within half of it, whichever way")
    func clock() {
        var watch = ClockWatch(limit: .seconds(2))
        #expect(watch.check(nil) == nil && watch.check(.seconds(2)) == nil)
        #expect(watch.check(.milliseconds(2_001)) == .wrong(.milliseconds(2_001)) && watch.isWrong)
        #expect(watch.check(.seconds(9)) == nil && watch.check(.milliseconds(1_001)) == nil && watch.check(nil) == nil)
        #expect(watch.check(.seconds(-1)) == .right && !watch.isWrong)
        #expect(watch.check(.seconds(-3)) == .wrong(.seconds(-3)))
    }

    @Test("liquidity: what stays wide counts, a moment does not; sounds have their pause")
    func liquidity() throws {
        let start = Timestamp(seconds: 1_000)
        let slot = InstrumentSlot(0)
        var watch = LiquidityWatch(LiquidityWatch.Options(), instruments: 2)
        let bid = try #require(Price("100"))
        func ask(_ text: String) throws -> Price { try #require(Price(text)) }
        func check(_ text: String, _ seconds: Int64) throws -> LiquidityWatch.Change? {
            watch.check(slot, bid: bid, ask: try ask(text), at: start + .seconds(seconds))
        }
        // 5 basis points are not more than 5.
        #expect(try check("100.05", 0) == nil && check("100.05", 60) == nil)
        #expect(try check("100.2", 61) == nil && check("100.01", 70) == nil && check("100.2", 71) == nil)
        #expect(try check("100.2", 80) == nil)
        #expect(try check("100.2", 81) == .wide(200_000_000 * 2e4 / 200_200_000_000))
        #expect(try check("100.2", 200) == nil)
        #expect(watch.wide.map(\.slot) == [slot] && watch.wide.first?.since == start + .seconds(71))
        // A side that is missing, and a crossed book, say nothing.
        #expect(watch.check(slot, bid: nil, ask: bid, at: start + .seconds(210)) == nil)
        #expect(try watch.check(slot, bid: ask("101"), ask: bid, at: start + .seconds(230)) == nil)
        #expect(try check("100.01", 240) == nil && check("100.01", 250) == .narrow)
        #expect(watch.wide.isEmpty)
        #expect(watch.sounds(slot, at: start) && !watch.sounds(slot, at: start + .seconds(29)))
        #expect(watch.sounds(InstrumentSlot(1), at: start) && watch.sounds(slot, at: start + .seconds(30)))
        var off = LiquidityWatch.Options()
        off.widest = nil
        var silent = LiquidityWatch(off, instruments: 1)
        #expect(silent.check(slot, bid: bid, ask: try ask("200"), at: start) == nil)
        #expect(silent.check(slot, bid: bid, ask: try ask("200"), at: start + .hours(1)) == nil)
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
