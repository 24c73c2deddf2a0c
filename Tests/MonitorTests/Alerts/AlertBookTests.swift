import Market
import Monitor
import Store
import TestKit
import Testing

/// A book with a hand-moved time; what it said is kept as short words.
private struct Desk {
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
            case .notice(let notice): said.append("\(notice.kind.rawValue) \(notice.arguments["firing"] ?? "")")
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
        var desk = Desk()
        desk.bad(stale, 700)
        desk.bad(stale, 900)
        desk.bad(stale, 800)
        desk.see([.good(stale)])
        desk.see([.good(stale)])
        #expect(desk.said == ["post 1", "edit 1", "edit 1", "edit 1", "recovered 1"])
        let record = try #require(desk.records[1])
        #expect(record.state == .resolved)
        #expect(record.closing == .recovered)
        #expect(record.peak == 900)
        #expect(desk.book.open.isEmpty)
    }

    @Test("waits for the second good tick when the value is still near the limit")
    func hysteresis() {
        var desk = Desk()
        desk.bad(stale)
        desk.see([.good(stale, isClearlyGood: false)])
        #expect(desk.book.alert(of: stale)?.state == .recovering)
        desk.see([.good(stale, isClearlyGood: false)])
        #expect(desk.book.open.isEmpty)
        #expect(desk.said == ["post 1", "edit 1", "edit 1", "recovered 1"])
    }

    @Test("says nothing of what was never confirmed")
    func unconfirmed() {
        var desk = Desk()
        desk.see([.bad(host, value: 1, limit: 0)])
        desk.see([.good(host)])
        #expect(desk.said.isEmpty)
        #expect(desk.records[1]?.closing == .unconfirmed)
    }

    @Test("a dead host hides the feeds behind it, and they speak when it is back and they are still bad")
    func inhibition() {
        var desk = Desk()
        desk.see([.bad(host, value: 1, limit: 0)])
        desk.see([.bad(host, value: 2, limit: 0), .bad(stale, value: 700, limit: 600)])
        desk.see([.bad(host, value: 3, limit: 0), .bad(stale, value: 900, limit: 600)])
        #expect(desk.said == ["post 1", "edit 1"])
        desk.see([.good(host), .bad(stale, value: 1200, limit: 600)])
        #expect(desk.said == ["post 1", "edit 1", "edit 1", "recovered 1", "post 2"])
    }

    @Test("more than three new alerts of a market share one message and one closing")
    func digest() {
        var desk = Desk()
        let keys = [
            AlertKey(.staleness, Feed(.equities, .tradestats)), AlertKey(.staleness, Feed(.equities, .orderstats)),
            AlertKey(.staleness, Feed(.equities, .obstats)), AlertKey(.schemaDrift, Feed(.equities, .tradestats)),
        ]
        desk.see(keys.map { .bad($0, value: 1, limit: 0) })
        #expect(desk.said == ["post digest [1, 2, 3, 4]"])
        desk.see(keys.prefix(3).map { .good($0) })
        #expect(!desk.said.contains { $0.hasPrefix("recovered") })
        desk.see([.good(keys[3])])
        #expect(desk.said.filter { $0.hasPrefix("recovered") } == ["recovered 1"])
        #expect(desk.book.open.isEmpty)
    }

    @Test("five hundred bad ticks of one key are one message")
    func manyTicks() {
        var desk = Desk()
        for value in 0..<500 { desk.bad(stale, Double(700 + value)) }
        #expect(desk.said.filter { $0.hasPrefix("post") }.count == 1)
    }

    @Test("flapping for an hour is one flapping message, then one settled message with the true state")
    func flapping() {
        var desk = Desk()
        for _ in 0..<6 {
            desk.bad(stale)
            desk.see([.good(stale)])
        }
        let posts = desk.said.filter { $0.hasPrefix("post") }.count
        #expect(posts <= 4)
        #expect(desk.said.filter { $0.hasPrefix("flapping") }.count == 1)
        for _ in 0..<8 { desk.see([.good(stale)]) }
        desk.tick()
        #expect(desk.said.filter { $0.hasPrefix("settled") }.count == 1)
        #expect(desk.book.open.isEmpty)
    }

    @Test("the session closed while stale is never called recovered")
    func sessionClose() {
        var desk = Desk()
        desk.bad(stale)
        desk.take(desk.book.closeSession(of: .equities, closedAt: desk.now, at: desk.now))
        #expect(desk.book.open.count == 1, "another market's session does not close it")
        desk.take(desk.book.closeSession(of: .futures, closedAt: desk.now, at: desk.now))
        #expect(desk.records[1]?.closing == .sessionClosed)
        #expect(desk.said.suffix(1) == ["sessionClosed 1"])
    }

    @Test("resolving inside a silence is quiet, and the end of the silence tells of it")
    func resolvedInSilence() throws {
        var desk = Desk()
        desk.bad(stale)
        let changes = desk.book.silenceAlert(1, until: desk.now + .minutes(30), by: "Иван (42)", at: desk.now)
        desk.take(try #require(changes))
        desk.see([.good(stale)])
        #expect(desk.said == ["post 1", "edit 1", "edit 1"])
        for _ in 0..<30 { desk.tick() }
        #expect(desk.said.last == "silenceEnded 0")
    }

    @Test("what still fires when a silence ends is announced again")
    func silenceEndsWhileFiring() throws {
        var desk = Desk()
        desk.take(
            desk.book.silence(
                Silence(market: .futures, createdAt: desk.now, until: desk.now + .minutes(20), author: "cli root"),
                at: desk.now
            )
        )
        desk.bad(stale)
        desk.bad(stale)
        #expect(desk.said.isEmpty)
        for _ in 0..<12 { desk.tick() }
        #expect(desk.said == ["silenceEnded 1", "post 1"])
    }

    @Test("reminds after 15, 30 and 60 minutes until taken, and escalates a critical alert once")
    func reminders() throws {
        var desk = Desk()
        desk.bad(stale)
        let start = desk.now
        var times: [Int] = []
        for _ in 0..<180 {
            let before = desk.said.count
            desk.tick()
            if desk.said.dropFirst(before).contains("reminder 1") {
                times.append(Int((desk.now - start).wholeSeconds / 60))
            }
        }
        #expect(times == [15, 45, 105, 165])
        #expect(desk.said.filter { $0 == "escalation 1" }.count == 1)
        let changes = desk.book.acknowledge(1, by: "Иван (42)", at: desk.now)
        desk.take(try #require(changes))
        let taken = desk.said.count
        for _ in 0..<180 { desk.tick() }
        #expect(desk.said.count == taken)
    }

    @Test("getting worse ends the acknowledgement and is heard")
    func worsened() throws {
        var desk = Desk()
        desk.bad(stale, severity: .warning)
        let changes = desk.book.acknowledge(1, by: "Иван (42)", at: desk.now)
        desk.take(try #require(changes))
        desk.bad(stale, 2000, severity: .critical)
        #expect(desk.said.last == "worsened 1")
        #expect(desk.book.alert(of: stale)?.state == .firing)
    }

    @Test("a book rebuilt from the store says nothing twice")
    func restart() {
        var desk = Desk()
        desk.bad(stale)
        desk.book = AlertBook(open: desk.book.ordered, nextID: 2)
        let before = desk.said
        desk.bad(stale)
        #expect(desk.said == before, "same value, nothing new to say")
        desk.see([.good(stale)])
        #expect(desk.said.suffix(2) == ["edit 1", "recovered 1"])
    }

    @Test("random histories: every told alert closes exactly once", arguments: 0..<40)
    func randomHistories(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var desk = Desk()
        let keys = Feed.all.map { AlertKey(.staleness, $0) } + [host]
        for _ in 0..<200 {
            let verdicts = keys.filter { _ in Bool.random(using: &random) }.map { key -> Verdict in
                Bool.random(using: &random)
                    ? .bad(key, value: Double(Int.random(in: 601...900, using: &random)), limit: 600)
                    : .good(key, isClearlyGood: Bool.random(using: &random))
            }
            desk.see(verdicts)
            desk.tick()
        }
        for market in MarketID.allCases {
            desk.take(desk.book.closeSession(of: market, closedAt: desk.now, at: desk.now))
        }
        desk.see([.good(host)])
        for _ in 0..<40 { desk.tick() }  // Long enough for a flapping one to settle.
        #expect(desk.book.open.isEmpty)
        let groups = Set(desk.records.values.filter { $0.toldAt != nil }.map { $0.groupID ?? $0.id })
        let closings = desk.said.filter {
            ["recovered", "settled", "sessionClosed"].contains($0.split(separator: " ")[0])
        }
        let settledOpen = desk.said.filter { $0.hasPrefix("settled") }.count
        #expect(Set(closings.map { $0.split(separator: " ")[1] }).count == groups.count)
        #expect(closings.count - settledOpen <= groups.count)
    }
}
