import Market
import Monitor
import Store
import TestKit
import Testing

/// A book with a hand-moved time; what it said is kept as short words.
private struct Bench {
    var book = AlertBook()
    var now = MoscowTime.instant("2024-07-15 10:10:30") ?? Timestamp(seconds: 0)
    var said: [String] = []
    var records: [Int64: AlertRecord] = [:]
    let date = CivilDate("2024-07-15") ?? CivilDate(dayNumber: 0)

    mutating func take(_ changes: AlertChanges) {
        for record in changes.alerts { records[record.id] = record }
        for draft in changes.drafts {
            switch draft.content {
            case .incident(let id): said.append("\(draft.priority == .edit ? "edit" : "post") \(id)")
            case .digest(let ids): said.append("\(draft.priority == .edit ? "edit" : "post") digest \(ids)")
            case .incidentReply(let id, let reason): said.append("\(reason.rawValue) \(id)")
            case .notice(.silenceEnded(let tally)): said.append("silenceEnded \(tally.firing)")
            case .notice(.silenceLifted(let tally, _)): said.append("silenceLifted \(tally.firing)")
            default: said.append("other")
            }
        }
    }

    mutating func see(_ verdicts: [Verdict], after span: Duration = .minutes(5)) {
        now = now + span
        take(book.observe(verdicts, at: now, date: date))
    }

    mutating func bad(_ key: AlertKey, _ value: Double = 700, severity: AlertSeverity = .critical) {
        see([.bad(key, value: value, limit: 600, severity: severity)])
    }

    mutating func tick(after span: Duration = .minutes(1)) {
        now = now + span
        take(book.tick(at: now))
    }
}

private let stale = AlertKey(.staleness, Feed(.futures, .obstats))
private let host = AlertKey(.unreachable)

@Suite("Alert book")
struct AlertBookTests {
    @Test("says one incident once and closes it once, with its peak")
    func oneIncident() throws {
        var bench = Bench()
        bench.bad(stale, 700)
        bench.bad(stale, 900)
        bench.bad(stale, 800)
        bench.see([.good(stale)])
        bench.see([.good(stale)])
        #expect(bench.said == ["post 1", "edit 1", "edit 1", "edit 1", "recovered 1"])
        let record = try #require(bench.records[1])
        #expect(record.state == .resolved)
        #expect(record.closing == .recovered)
        #expect(record.peak == 900)
        #expect(bench.book.open.isEmpty)
    }

    @Test("waits for the second good tick when the value is still near the limit")
    func hysteresis() {
        var bench = Bench()
        bench.bad(stale)
        bench.see([.good(stale, isClearlyGood: false)])
        #expect(bench.book.alert(of: stale)?.state == .recovering)
        bench.see([.good(stale, isClearlyGood: false)])
        #expect(bench.book.open.isEmpty)
        #expect(bench.said == ["post 1", "edit 1", "edit 1", "recovered 1"])
    }

    @Test(
        "markets that ask at the same time are one look at what they share, as patient as one of them",
        arguments: [AlertRule.badPayload, .unreachable, .rateLimit]
    )
    func oneLook(_ rule: AlertRule) throws {
        var bench = Bench()
        let shared = AlertKey(rule)
        func look(_ market: AlgoPackSegment, after span: Duration) {
            var facts = AlertFacts()
            facts.feeds = Feed.all(of: market).map(\.description)
            bench.see([.bad(shared, value: 1, limit: 0, facts: facts)], after: span)
        }
        for market in AlgoPackSegment.allCases { look(market, after: .seconds(1)) }
        #expect(bench.said == [])
        // All that they see is known all the same.
        #expect(try #require(bench.book.alert(of: shared)).facts.feeds.count == Feed.all.count)
        bench.see([.good(shared)])
        #expect(bench.said == [] && bench.book.open.isEmpty)
        look(.equities, after: .minutes(5))
        look(.futures, after: .seconds(59))
        #expect(bench.said == [])
        look(.equities, after: .minutes(4))
        #expect(bench.said == ["post 2"])
    }

    @Test("says nothing of what was never confirmed")
    func unconfirmed() {
        var bench = Bench()
        bench.see([.bad(host, value: 1, limit: 0)])
        bench.see([.good(host)])
        #expect(bench.said.isEmpty)
        #expect(bench.records[1]?.closing == .unconfirmed)
    }

    @Test("a dead host hides the feeds behind it, and they speak when it is back and they are still bad")
    func inhibition() {
        var bench = Bench()
        bench.see([.bad(host, value: 1, limit: 0)])
        bench.see([.bad(host, value: 2, limit: 0), .bad(stale, value: 700, limit: 600)])
        bench.see([.bad(host, value: 3, limit: 0), .bad(stale, value: 900, limit: 600)])
        #expect(bench.said == ["post 1", "edit 1"])
        bench.see([.good(host), .bad(stale, value: 1200, limit: 600)])
        #expect(bench.said == ["post 1", "edit 1", "edit 1", "recovered 1", "post 2"])
    }

    @Test("alerts of a market share one message and one closing")
    func digest() {
        var bench = Bench()
        let keys = [
            AlertKey(.staleness, Feed(.equities, .tradestats)), AlertKey(.staleness, Feed(.equities, .orderstats)),
            AlertKey(.staleness, Feed(.equities, .obstats)), AlertKey(.schemaDrift, Feed(.equities, .tradestats)),
        ]
        bench.see(keys.map { .bad($0, value: 1, limit: 0) })
        #expect(bench.said == ["post digest [1, 2, 3, 4]"])
        bench.see(keys.prefix(3).map { .good($0) })
        #expect(!bench.said.contains { $0.hasPrefix("recovered") })
        bench.see([.good(keys[3])])
        #expect(bench.said.filter { $0.hasPrefix("recovered") } == ["recovered 1"])
        #expect(bench.book.open.isEmpty)
    }

    @Test("five hundred bad ticks of one key are one message")
    func manyTicks() {
        var bench = Bench()
        for value in 0..<500 { bench.bad(stale, Double(700 + value)) }
        #expect(bench.said.filter { $0.hasPrefix("post") }.count == 1)
    }

    @Test("flapping for an hour is one flapping message, then one settled message with the true state")
    func flapping() {
        var bench = Bench()
        for _ in 0..<6 {
            bench.bad(stale)
            bench.see([.good(stale)])
        }
        let posts = bench.said.filter { $0.hasPrefix("post") }.count
        #expect(posts <= 4)
        #expect(bench.said.filter { $0.hasPrefix("flapping") }.count == 1)
        for _ in 0..<8 { bench.see([.good(stale)]) }
        bench.tick()
        #expect(bench.said.filter { $0.hasPrefix("settled") }.count == 1)
        #expect(bench.book.open.isEmpty)
    }

    @Test("slots that were half-loaded when asked and whole a minute later are no trouble, however many")
    func doubts() {
        let drop = AlertKey(.secidDrop, Feed(.futures, .obstats))
        var bench = Bench()
        for _ in 0..<12 {
            bench.bad(drop, 231, severity: .warning)
            bench.see([.good(drop)], after: .minutes(1))
        }
        #expect(bench.said.isEmpty)
        bench.bad(drop, 231, severity: .warning)
        #expect(bench.said.isEmpty, "a first look after many doubts is one more doubt")
        bench.see([.bad(drop, value: 231, limit: 384, severity: .warning)], after: .minutes(1))
        #expect(bench.said == ["post 13"])
        #expect(bench.records[13]?.isFlapping == false)
    }

    @Test("the session closed while stale is never called recovered")
    func sessionClose() {
        var bench = Bench()
        bench.bad(stale)
        bench.take(bench.book.closeSession(of: .equities, closedAt: bench.now, at: bench.now))
        #expect(bench.book.open.count == 1, "another market's session does not close it")
        bench.take(bench.book.closeSession(of: .futures, closedAt: bench.now, at: bench.now))
        #expect(bench.records[1]?.closing == .sessionClosed)
        #expect(bench.said.suffix(1) == ["sessionClosed 1"])
    }

    @Test("resolving inside a silence is quiet, and the end of the silence tells of it")
    func resolvedInSilence() throws {
        var bench = Bench()
        bench.bad(stale)
        let changes = bench.book.silenceAlert(1, until: bench.now + .minutes(30), by: "Иван (42)", at: bench.now)
        bench.take(try #require(changes))
        bench.see([.good(stale)])
        #expect(bench.said == ["post 1", "edit 1", "edit 1"])
        for _ in 0..<30 { bench.tick() }
        #expect(bench.said.last == "silenceEnded 0")
    }

    @Test("what still fires when a silence ends is announced again")
    func silenceEndsWhileFiring() throws {
        var bench = Bench()
        bench.take(
            bench.book.silence(
                Silence(market: .futures, createdAt: bench.now, until: bench.now + .minutes(20), author: "cli root"),
                at: bench.now
            )
        )
        bench.bad(stale)
        bench.bad(stale)
        #expect(bench.said.isEmpty)
        for _ in 0..<12 { bench.tick() }
        #expect(bench.said == ["silenceEnded 1", "post 1"])
    }

    @Test(
        "reminds after 15 minutes, escalates a critical alert once, and reminds 30 and 60 minutes after that until taken"
    )
    func reminders() throws {
        var bench = Bench()
        bench.bad(stale)
        let start = bench.now
        var times: [Int] = []
        for _ in 0..<180 {
            let before = bench.said.count
            bench.tick()
            if bench.said.dropFirst(before).contains("reminder 1") {
                times.append(Int((bench.now - start).wholeSeconds / 60))
            }
        }
        #expect(times == [15, 60, 120, 180])
        #expect(bench.said.filter { $0 == "escalation 1" }.count == 1)
        let changes = bench.book.acknowledge(1, by: "Иван (42)", at: bench.now)
        bench.take(try #require(changes))
        let taken = bench.said.count
        for _ in 0..<180 { bench.tick() }
        #expect(bench.said.count == taken)
    }

    @Test("getting worse ends the acknowledgement and is heard")
    func worsened() throws {
        var bench = Bench()
        bench.bad(stale, severity: .warning)
        let changes = bench.book.acknowledge(1, by: "Иван (42)", at: bench.now)
        bench.take(try #require(changes))
        bench.bad(stale, 2000, severity: .critical)
        #expect(bench.said.last == "worsened 1")
        #expect(bench.book.alert(of: stale)?.state == .firing)
    }

    @Test("a book rebuilt from the store says nothing twice")
    func restart() {
        var bench = Bench()
        bench.bad(stale)
        bench.book = AlertBook(open: bench.book.ordered, nextID: 2)
        let before = bench.said
        bench.bad(stale)
        #expect(bench.said == before, "same value, nothing new to say")
        bench.see([.good(stale)])
        #expect(bench.said.suffix(2) == ["edit 1", "recovered 1"])
    }

    @Test("random histories: every told alert closes exactly once", arguments: 0..<40)
    func randomHistories(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var bench = Bench()
        let keys = Feed.all.map { AlertKey(.staleness, $0) } + [host]
        for _ in 0..<200 {
            let verdicts = keys.filter { _ in Bool.random(using: &random) }.map { key -> Verdict in
                Bool.random(using: &random)
                    ? .bad(key, value: Double(Int.random(in: 601...900, using: &random)), limit: 600)
                    : .good(key, isClearlyGood: Bool.random(using: &random))
            }
            bench.see(verdicts)
            bench.tick()
        }
        for market in AlgoPackSegment.allCases {
            bench.take(bench.book.closeSession(of: market, closedAt: bench.now, at: bench.now))
        }
        bench.see([.good(host)])
        for _ in 0..<40 { bench.tick() }  // Long enough for a flapping one to settle.
        #expect(bench.book.open.isEmpty)
        let groups = Set(bench.records.values.filter { $0.toldAt != nil }.map { $0.groupID ?? $0.id })
        let closings = bench.said.filter {
            ["recovered", "settled", "sessionClosed"].contains($0.split(separator: " ")[0])
        }
        let settledOpen = bench.said.filter { $0.hasPrefix("settled") }.count
        let ended = closings.compactMap { Int64($0.split(separator: " ")[1]) }
        #expect(Set(ended.map { bench.records[$0]?.groupID ?? $0 }) == groups)
        #expect(closings.count - settledOpen <= groups.count)
    }
}
