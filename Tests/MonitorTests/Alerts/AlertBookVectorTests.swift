import Market
import Monitor
import Store
import Testing

/// What goes wrong in alerting: flapping, silences that end, sessions that end, causes that hide.
@Suite("Alert book: vectors")
struct AlertBookVectorTests {
    private static let stale = AlertKey(.staleness, Feed(.futures, .obstats))
    private static let host = AlertKey(.unreachable)

    private func silenced(_ bench: inout BookBench, for span: Duration) {
        let silence = Silence(market: .futures, createdAt: bench.now, until: bench.now + span, author: "cli root")
        bench.take(bench.book.silence(silence, at: bench.now))
    }

    @Test("flapping at each tick for an hour: one flapping message, one settled, few others", arguments: [true, false])
    func flapping(endsGood: Bool) {
        var bench = BookBench()
        for turn in 0..<60 {
            let verdict: Verdict = turn.isMultiple(of: 2) ? .bad(Self.stale, value: 700, limit: 600) : .good(Self.stale)
            bench.see([verdict], after: .minutes(1))
            bench.take(bench.book.tick(at: bench.now))
        }
        #expect(bench.heard.filter { $0.hasPrefix("flapping") }.count == 1)
        #expect(bench.heard.filter { $0.hasPrefix("post") }.count <= 4)
        #expect(bench.heard.filter { $0.hasPrefix("settled") }.isEmpty)
        let before = bench.heard.count
        for _ in 0..<40 {
            bench.see([endsGood ? .good(Self.stale) : .bad(Self.stale, value: 700, limit: 600)], after: .minutes(1))
            bench.take(bench.book.tick(at: bench.now))
        }
        #expect(bench.heard.dropFirst(before).filter { $0.hasPrefix("settled") }.count == 1)
        #expect(bench.book.open.isEmpty == endsGood, "the settled message goes with the true state")
        guard endsGood, let last = bench.records.values.max(by: { $0.id < $1.id }) else { return }
        #expect(last.closedAt == last.flips.last, "the half hour without a turn was no fault")
    }

    @Test("an alert that starts to flap while it is told says so")
    func flapsWhileOpen() {
        var bench = BookBench()
        for _ in 0..<6 {
            bench.see([.bad(Self.stale, value: 700, limit: 600)], after: .minutes(1))
            bench.see([.good(Self.stale, isClearlyGood: false)], after: .minutes(1))
        }
        #expect(bench.heard == ["post 1", "flapping 1"])
    }

    @Test("a request that fails at every other cycle is told of as flapping, although never twice in a row")
    func unreachableByTurns() {
        var bench = BookBench()
        for _ in 0..<6 {
            bench.see([.bad(Self.host, value: 1, limit: 0)])
            bench.see([.good(Self.host)])
        }
        #expect(bench.heard.filter { $0.hasPrefix("post") }.count == 1)
        #expect(bench.heard.filter { $0.hasPrefix("flapping") }.count == 1)
    }

    @Test(
        "resolved inside a silence: the end of the silence tells of it, also after a restart",
        arguments: [true, false]
    )
    func resolvedInSilence(isRestarted: Bool) {
        var bench = BookBench()
        bench.see([.bad(Self.stale, value: 700, limit: 600)])
        silenced(&bench, for: .minutes(30))
        silenced(&bench, for: .minutes(20))
        bench.see([.good(Self.stale)])
        if isRestarted { bench.restart() }
        for _ in 0..<40 { bench.tick() }
        #expect(bench.heard == ["post 1", "silenceEnded 0 1"])
        bench.see([.bad(Self.stale, value: 700, limit: 600)])
        #expect(bench.heard.last == "post 2", "the next one is heard")
    }

    @Test(
        "what somebody has closed by hand was seen: the end of the silence does not count it",
        arguments: [true, false]
    )
    func closedByHandInSilence(isRestarted: Bool) throws {
        var bench = BookBench()
        bench.see([.bad(Self.stale, value: 700, limit: 600)])
        silenced(&bench, for: .minutes(20))
        let changes = bench.book.resolve(1, by: "Анна (1)", at: bench.now)
        bench.take(try #require(changes))
        if isRestarted { bench.restart() }
        for _ in 0..<40 { bench.tick() }
        #expect(!bench.heard.contains { $0.hasPrefix("silenceEnded") }, "\(bench.heard)")
    }

    @Test(
        "slots that a fault leaves behind in a silence are named by its message, and not counted",
        arguments: [true, false]
    )
    func holeInSilence(isRestarted: Bool) throws {
        let hole = AlertKey(.missingSlots, Feed(.futures, .obstats))
        var facts = AlertFacts()
        (facts.slots, facts.slotCount) = ([TimeOfDay("10:05")].compactMap(\.self), 1)
        let missing = Verdict.bad(hole, value: 1, limit: 0, facts: facts)
        var bench = BookBench()
        bench.see([.bad(Self.stale, value: 700, limit: 600), missing])
        silenced(&bench, for: .minutes(60))
        for _ in 0..<2 { bench.see([.good(Self.stale), missing]) }
        let told = try #require(bench.records.values.first { $0.key == hole })
        #expect(told.groupID == 1 && told.toldAt != nil)
        #expect(bench.heard == ["post 1"])
        bench.see([.good(hole)])
        if isRestarted { bench.restart() }
        for _ in 0..<60 { bench.tick() }
        #expect(bench.heard.last == "silenceEnded 0 1", "\(bench.heard)")
    }

    @Test("what was never confirmed is not counted as closed in silence", arguments: [true, false])
    func unconfirmedInSilence(isRestarted: Bool) {
        var bench = BookBench()
        bench.take(
            bench.book.silence(
                Silence(createdAt: bench.now, until: bench.now + .minutes(20), author: "cli root"),
                at: bench.now
            )
        )
        bench.see([.bad(Self.host, value: 1, limit: 0)])
        bench.see([.good(Self.host)])
        if isRestarted { bench.restart() }
        for _ in 0..<40 { bench.tick() }
        #expect(bench.heard.isEmpty)
    }

    @Test("a silence ends while the alert fires: it is told of then", arguments: [true, false])
    func silenceEndsWhileFiring(isRestarted: Bool) {
        var bench = BookBench()
        silenced(&bench, for: .minutes(12))
        bench.see([.bad(Self.stale, value: 700, limit: 600)])
        if isRestarted { bench.restart() }
        for _ in 0..<10 { bench.tick() }
        #expect(bench.heard == ["silenceEnded 1 0", "post 1"])
    }

    @Test("the session ends while firing, recovering, pending and hidden")
    func sessionEnd() {
        let keys = [Endpoint.tradestats, .obstats].map { AlertKey(.staleness, Feed(.futures, $0)) }
        let pending = AlertKey(.badPayload, Feed(.futures, .futoi))
        let hidden = AlertKey(.missingSlots, Feed(.futures, .obstats))
        var bench = BookBench()
        bench.see(keys.map { .bad($0, value: 700, limit: 600) } + [.bad(hidden, value: 1, limit: 0)])
        bench.see([.good(keys[0], isClearlyGood: false), .bad(pending, value: 1, limit: 0)])
        bench.take(bench.book.closeSession(of: .futures, closedAt: bench.now, at: bench.now))
        func closing(_ key: AlertKey) -> AlertClosing? {
            bench.records.values.first { $0.key == key }?.closing
        }
        #expect(closing(keys[0]) == .recovered)
        #expect(closing(keys[1]) == .sessionClosed)
        #expect(closing(pending) == .unconfirmed)
        #expect(closing(hidden) == .unconfirmed)
        #expect(bench.heard.sorted() == ["post digest [1, 2]", "sessionClosed 1"])
    }

    @Test("the exchange's own failures end with the last session, not with an earlier one")
    func hostAtNight() {
        var bench = BookBench()
        for _ in 0..<2 { bench.see([.bad(Self.host, value: 3, limit: 0)]) }
        bench.take(bench.book.closeSession(of: .currency, closedAt: bench.now, at: bench.now))
        #expect(bench.book.open.count == 1)
        bench.take(bench.book.closeSession(of: .futures, closedAt: bench.now, isLast: true, at: bench.now))
        #expect(bench.heard == ["post 1", "sessionClosed 1"])
    }

    @Test("what a cause has hidden waits for its own next verdict before it speaks")
    func hiddenThenFresh() {
        var bench = BookBench()
        bench.see([.bad(AlertKey(.authentication), value: 1, limit: 0), .bad(Self.stale, value: 700, limit: 600)])
        bench.see([.good(AlertKey(.authentication))])
        bench.tick()
        #expect(bench.heard == ["post 1", "recovered 1"])
        bench.see([.good(Self.stale)])
        #expect(bench.heard == ["post 1", "recovered 1"])
        #expect(bench.book.open.isEmpty)
    }

    @Test("taking runs out after four hours, and reminders begin again")
    func acknowledgementEnds() throws {
        var bench = BookBench()
        bench.see([.bad(Self.stale, value: 700, limit: 600)])
        let changes = bench.book.acknowledge(1, by: "Иван (42)", at: bench.now)
        bench.take(try #require(changes))
        for _ in 0..<239 { bench.tick() }
        #expect(bench.heard == ["post 1"])
        bench.tick()
        #expect(bench.heard == ["post 1", "reminder 1"])
        #expect(bench.records[1]?.acknowledgedBy == nil)
    }

    @Test("no two messages ever have one name: the outbox would drop the second")
    func names() throws {
        var bench = BookBench()
        for value in 0..<50 {
            bench.see([.bad(Self.stale, value: Double(700 + value), limit: 600)], after: .minutes(1))
        }
        let changes = bench.book.acknowledge(1, by: "Иван (42)", at: bench.now)
        bench.take(try #require(changes))
        bench.see([.good(Self.stale)])
        #expect(bench.drafts.count == 53)
        #expect(Set(bench.drafts.map(\.dedupeKey)).count == 53)
    }
}
