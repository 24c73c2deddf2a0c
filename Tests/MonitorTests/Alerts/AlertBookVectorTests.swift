import Market
import Monitor
import Store
import Testing

/// What goes wrong in alerting: flapping, silences that end, sessions that end, causes that hide.
@Suite("Alert book: vectors")
struct AlertBookVectorTests {
    private static let stale = AlertKey(.staleness, Feed(.futures, .obstats))
    private static let host = AlertKey(.unreachable)

    private func silenced(_ desk: inout BookDesk, for span: Duration) {
        let silence = Silence(market: .futures, createdAt: desk.now, until: desk.now + span, author: "cli root")
        desk.take(desk.book.silence(silence, at: desk.now))
    }

    @Test("flapping at each tick for an hour: one flapping message, one settled, few others", arguments: [true, false])
    func flapping(endsGood: Bool) {
        var desk = BookDesk()
        for turn in 0..<60 {
            let verdict: Verdict = turn.isMultiple(of: 2) ? .bad(Self.stale, value: 700, limit: 600) : .good(Self.stale)
            desk.see([verdict], after: .minutes(1))
            desk.take(desk.book.tick(at: desk.now))
        }
        #expect(desk.heard.filter { $0.hasPrefix("flapping") }.count == 1)
        #expect(desk.heard.filter { $0.hasPrefix("post") }.count <= 4)
        #expect(desk.heard.filter { $0.hasPrefix("settled") }.isEmpty)
        let before = desk.heard.count
        for _ in 0..<40 {
            desk.see([endsGood ? .good(Self.stale) : .bad(Self.stale, value: 700, limit: 600)], after: .minutes(1))
            desk.take(desk.book.tick(at: desk.now))
        }
        #expect(desk.heard.dropFirst(before).filter { $0.hasPrefix("settled") }.count == 1)
        #expect(desk.book.open.isEmpty == endsGood, "the settled message goes with the true state")
    }

    @Test("an alert that starts to flap while it is told says so")
    func flapsWhileOpen() {
        var desk = BookDesk()
        for _ in 0..<6 {
            desk.see([.bad(Self.stale, value: 700, limit: 600)], after: .minutes(1))
            desk.see([.good(Self.stale, isClearlyGood: false)], after: .minutes(1))
        }
        #expect(desk.heard == ["post 1", "flapping 1"])
    }

    @Test("a request that fails at every other cycle is told of as flapping, although never twice in a row")
    func unreachableByTurns() {
        var desk = BookDesk()
        for _ in 0..<6 {
            desk.see([.bad(Self.host, value: 1, limit: 0)])
            desk.see([.good(Self.host)])
        }
        #expect(desk.heard.filter { $0.hasPrefix("post") }.count == 1)
        #expect(desk.heard.filter { $0.hasPrefix("flapping") }.count == 1)
    }

    @Test(
        "resolved inside a silence: the end of the silence tells of it, also after a restart",
        arguments: [true, false]
    )
    func resolvedInSilence(isRestarted: Bool) {
        var desk = BookDesk()
        desk.see([.bad(Self.stale, value: 700, limit: 600)])
        silenced(&desk, for: .minutes(30))
        silenced(&desk, for: .minutes(20))
        desk.see([.good(Self.stale)])
        if isRestarted { desk.restart() }
        for _ in 0..<40 { desk.tick() }
        #expect(desk.heard == ["post 1", "silenceEnded 0 1"])
        desk.see([.bad(Self.stale, value: 700, limit: 600)])
        #expect(desk.heard.last == "post 2", "the next one is heard")
    }

    @Test("what was never confirmed is not counted as closed in silence", arguments: [true, false])
    func unconfirmedInSilence(isRestarted: Bool) {
        var desk = BookDesk()
        desk.take(
            desk.book.silence(
                Silence(createdAt: desk.now, until: desk.now + .minutes(20), author: "cli root"),
                at: desk.now
            )
        )
        desk.see([.bad(Self.host, value: 1, limit: 0)])
        desk.see([.good(Self.host)])
        if isRestarted { desk.restart() }
        for _ in 0..<40 { desk.tick() }
        #expect(desk.heard.isEmpty)
    }

    @Test("a silence ends while the alert fires: it is told of then", arguments: [true, false])
    func silenceEndsWhileFiring(isRestarted: Bool) {
        var desk = BookDesk()
        silenced(&desk, for: .minutes(12))
        desk.see([.bad(Self.stale, value: 700, limit: 600)])
        if isRestarted { desk.restart() }
        for _ in 0..<10 { desk.tick() }
        #expect(desk.heard == ["silenceEnded 1 0", "post 1"])
    }

    @Test("the session ends while firing, recovering, pending and hidden")
    func sessionEnd() {
        let keys = [Endpoint.tradestats, .obstats].map { AlertKey(.staleness, Feed(.futures, $0)) }
        let pending = AlertKey(.badPayload, Feed(.futures, .futoi))
        let hidden = AlertKey(.missingSlots, Feed(.futures, .obstats))
        var desk = BookDesk()
        desk.see(keys.map { .bad($0, value: 700, limit: 600) } + [.bad(hidden, value: 1, limit: 0)])
        desk.see([.good(keys[0], isClearlyGood: false), .bad(pending, value: 1, limit: 0)])
        desk.take(desk.book.closeSession(of: .futures, closedAt: desk.now, at: desk.now))
        func closing(_ key: AlertKey) -> AlertClosing? {
            desk.records.values.first { $0.key == key }?.closing
        }
        #expect(closing(keys[0]) == .recovered)
        #expect(closing(keys[1]) == .sessionClosed)
        #expect(closing(pending) == .unconfirmed)
        #expect(closing(hidden) == .unconfirmed)
        #expect(desk.heard.sorted() == ["post 1", "post 2", "recovered 1", "sessionClosed 2"])
    }

    @Test("the exchange's own failures end with the last session, not with an earlier one")
    func hostAtNight() {
        var desk = BookDesk()
        for _ in 0..<2 { desk.see([.bad(Self.host, value: 3, limit: 0)]) }
        desk.take(desk.book.closeSession(of: .currency, closedAt: desk.now, at: desk.now))
        #expect(desk.book.open.count == 1)
        desk.take(desk.book.closeSession(of: .futures, closedAt: desk.now, isLast: true, at: desk.now))
        #expect(desk.heard == ["post 1", "sessionClosed 1"])
    }

    @Test("what a cause has hidden waits for its own next verdict before it speaks")
    func hiddenThenFresh() {
        var desk = BookDesk()
        desk.see([.bad(AlertKey(.authentication), value: 1, limit: 0), .bad(Self.stale, value: 700, limit: 600)])
        desk.see([.good(AlertKey(.authentication))])
        desk.tick()
        #expect(desk.heard == ["post 1", "recovered 1"])
        desk.see([.good(Self.stale)])
        #expect(desk.heard == ["post 1", "recovered 1"])
        #expect(desk.book.open.isEmpty)
    }

    @Test("taking runs out after four hours, and reminders begin again")
    func acknowledgementEnds() throws {
        var desk = BookDesk()
        desk.see([.bad(Self.stale, value: 700, limit: 600)])
        let changes = desk.book.acknowledge(1, by: "Иван (42)", at: desk.now)
        desk.take(try #require(changes))
        for _ in 0..<239 { desk.tick() }
        #expect(desk.heard == ["post 1"])
        desk.tick()
        #expect(desk.heard == ["post 1", "reminder 1"])
        #expect(desk.records[1]?.acknowledgedBy == nil)
    }

    @Test("no two messages ever have one name: the outbox would drop the second")
    func names() throws {
        var desk = BookDesk()
        for value in 0..<50 { desk.see([.bad(Self.stale, value: Double(700 + value), limit: 600)], after: .minutes(1)) }
        let changes = desk.book.acknowledge(1, by: "Иван (42)", at: desk.now)
        desk.take(try #require(changes))
        desk.see([.good(Self.stale)])
        #expect(desk.drafts.count == 53)
        #expect(Set(desk.drafts.map(\.dedupeKey)).count == 53)
    }
}
