import Market
import Monitor
import Store
import TestKit
import Testing

@Suite("Alerts by hand")
struct AlertBookHandTests {
    private static let key = AlertKey(.staleness, Feed(.futures, .obstats))
    private let anna = "Анна (1)"

    /// One alert that everybody has heard of.
    private func raised() -> BookBench {
        var bench = BookBench()
        bench.see([.bad(Self.key, value: 700, limit: 600, severity: .critical)])
        bench.see([.bad(Self.key, value: 800, limit: 600, severity: .critical)])
        return bench
    }

    private func act(_ bench: inout BookBench, _ body: (inout AlertBook, Timestamp) -> AlertChanges?) throws {
        bench.take(try #require(body(&bench.book, bench.now)))
    }

    @Test("what is given back burns again, and reminders begin anew")
    func release() throws {
        var bench = raised()
        #expect(bench.book.release(1, at: bench.now) == nil)
        try act(&bench) { $0.acknowledge(1, by: anna, at: $1) }
        bench.tick(after: .minutes(25))
        try act(&bench) { $0.release(1, at: $1) }
        #expect(bench.records[1]?.state == .firing && bench.records[1]?.acknowledgedBy == nil)
        #expect(bench.records[1]?.remindedAt == bench.now)
    }

    @Test("what was given back is called for half an hour after that, not after it was told")
    func callAfterRelease() throws {
        var bench = raised()
        try act(&bench) { $0.acknowledge(1, by: anna, at: $1) }
        bench.tick(after: .minutes(40))
        try act(&bench) { $0.release(1, at: $1) }
        #expect(bench.records[1]?.waitsSince == bench.now)
        for _ in 0..<29 { bench.tick() }
        bench.see([.bad(Self.key, value: 900, limit: 600, severity: .critical)], after: .seconds(20))
        #expect(!bench.heard.contains("escalation 1"))
        bench.tick()
        #expect(bench.heard.contains("escalation 1"))
    }

    @Test("help that was called for before a release is called for again, after reminders, under names of their own")
    func callAgain() throws {
        var bench = raised()
        for _ in 0..<31 { bench.tick() }
        #expect(bench.heard.last == "escalation 1")
        try act(&bench) { $0.acknowledge(1, by: anna, at: $1) }
        bench.tick(after: .minutes(10))
        try act(&bench) { $0.release(1, at: $1) }
        #expect(bench.records[1]?.escalatedAt == nil && bench.records[1]?.reminderCount == 0)
        // The second chat goes on hearing of it.
        #expect(bench.drafts.last?.target == .escalation)
        bench.restart()
        let before = bench.drafts.count
        for _ in 0..<31 {
            bench.see([.bad(Self.key, value: 900, limit: 600, severity: .critical)], after: .seconds(20))
            bench.tick(after: .seconds(40))
        }
        #expect(bench.heard.suffix(2) == ["reminder 1", "escalation 1"])
        let names = bench.drafts.filter { $0.dedupeKey.hasPrefix("escalation:") || $0.dedupeKey.hasPrefix("reminder:") }
            .map(\.dedupeKey)
        #expect(Set(names).count == names.count, "\(names)")
        let edits = bench.drafts[before...].filter { $0.coalesceKey == IncidentCoalescing.key(leader: 1) }
        #expect(edits.contains { $0.target == .escalation })
        bench.see([.good(Self.key)])
        #expect(bench.drafts.last { $0.target == .escalation }?.content == .incidentReply(alert: 1, reason: .recovered))
    }

    @Test("what was opened again by hand waits anew, and shows what was seen while it was closed")
    func opensAnew() throws {
        var bench = raised()
        for _ in 0..<31 { bench.tick() }
        try act(&bench) { $0.resolve(1, by: anna, at: $1) }
        var facts = AlertFacts()
        facts.measuredAt = TimeOfDay("10:55")
        bench.see([.bad(Self.key, value: 2_400, limit: 600, severity: .critical, facts: facts)])
        try act(&bench) { $0.reopen(1, at: $1) }
        #expect(bench.records[1]?.value == 2_400 && bench.records[1]?.peak == 2_400)
        #expect(bench.records[1]?.facts.measuredAt == TimeOfDay("10:55"))
        #expect(bench.records[1]?.facts.closedBy == nil && bench.records[1]?.waitsSince == bench.now)
        #expect(bench.records[1]?.escalatedAt == nil)
    }

    @Test("who takes one row of a group's table takes all that its feed has")
    func row() throws {
        var bench = BookBench()
        let feeds = Feed.all(of: .equities).prefix(2)
        bench.see(feeds.flatMap { [.bad(AlertKey(.schemaDrift, $0), value: 1, limit: 0)] })
        bench.see(feeds.flatMap { [.bad(AlertKey(.silentNames, $0), value: 1, limit: 0)] })
        for _ in 0..<3 { bench.see(feeds.flatMap { [.bad(AlertKey(.silentNames, $0), value: 1, limit: 0)] }) }
        let own = bench.records.values.filter { $0.key.feed == feeds.first && $0.groupID != nil }
        try #require(own.count == 2)
        let first = try #require(own.first)
        try act(&bench) { $0.acknowledge(first.id, isAlone: true, by: anna, at: $1) }
        for alert in bench.records.values {
            #expect((alert.acknowledgedBy != nil) == (alert.key.feed == feeds.first), "\(alert)")
        }
    }

    @Test("what is handed over is the other's, also where nobody had it")
    func handOver() throws {
        var bench = raised()
        try act(&bench) { $0.handOver(1, to: "Борис (2)", at: $1) }
        #expect(bench.records[1]?.state == .acknowledged && bench.records[1]?.acknowledgedBy == "Борис (2)")
        try act(&bench) { $0.handOver(1, to: anna, at: $1) }
        #expect(bench.records[1]?.acknowledgedBy == anna)
        #expect(bench.book.handOver(9, to: anna, at: bench.now) == nil)
    }

    @Test("what is closed by hand stays closed while the fault goes on, also after a restart")
    func close() throws {
        var bench = raised()
        try act(&bench) { $0.resolve(1, by: anna, at: $1) }
        #expect(bench.records[1]?.closing == .withdrawn && bench.records[1]?.facts.closedBy == anna)
        bench.see([.bad(Self.key, value: 900, limit: 600, severity: .critical)])
        bench.restart()
        for _ in 0..<3 { bench.see([.bad(Self.key, value: 900, limit: 600, severity: .critical)]) }
        #expect(bench.heard == ["post 1", "sessionClosed 1"] && bench.book.open.isEmpty)
        // Good once: the next fault is a new one, whatever process sees it.
        bench.see([.good(Self.key)])
        bench.restart()
        for _ in 0..<2 { bench.see([.bad(Self.key, value: 700, limit: 600, severity: .critical)]) }
        #expect(bench.heard.last == "post 2")
    }

    @Test("what a closed alert has hidden stays hidden, also after a restart; then its hole joins it silently")
    func hidden() throws {
        let hole = AlertKey(.missingSlots, Feed(.futures, .obstats))
        var facts = AlertFacts()
        facts.slots = times("10:40")
        let bad: [Verdict] = [
            .bad(Self.key, value: 900, limit: 600, severity: .critical), .bad(hole, value: 1, limit: 0, facts: facts),
        ]
        var bench = raised()
        bench.see(bad)
        try act(&bench) { $0.resolve(1, by: anna, at: $1) }
        for _ in 0..<2 { bench.see(bad) }
        bench.restart()
        for _ in 0..<2 { bench.see(bad) }
        #expect(bench.heard == ["post 1", "sessionClosed 1"] && bench.records[2]?.inhibitedBy == 1)
        bench.see([.good(Self.key), .bad(hole, value: 1, limit: 0, facts: facts)])
        #expect(bench.heard == ["post 1", "sessionClosed 1"] && bench.records[2]?.groupID == 1)
    }

    @Test("what follows from a closed alert and is worse comes all the same")
    func hiddenWorse() throws {
        let login = AlertKey(.badPayload, Feed(.futures, .obstats))
        var bench = BookBench()
        for _ in 0..<3 { bench.see([.bad(login, value: 1, limit: 0, severity: .warning)]) }
        try act(&bench) { $0.resolve(1, by: anna, at: $1) }
        for _ in 0..<2 { bench.see([.bad(Self.key, value: 900, limit: 600, severity: .critical)]) }
        #expect(bench.heard.last == "post 2")
    }

    @Test("what was opened again by hand ends with a sound, like any other")
    func endsAgain() throws {
        var bench = raised()
        try act(&bench) { $0.resolve(1, by: anna, at: $1) }
        bench.see([.bad(Self.key, value: 900, limit: 600, severity: .critical)])
        try act(&bench) { $0.reopen(1, at: $1) }
        bench.see([.bad(Self.key, value: 900, limit: 600, severity: .critical)])
        bench.see([.good(Self.key)])
        #expect(bench.heard == ["post 1", "sessionClosed 1", "recovered 1"])
        let endings = bench.drafts.filter { $0.dedupeKey.hasPrefix("closing:") }.map(\.dedupeKey)
        #expect(Set(endings).count == 2, "\(endings)")
    }

    @Test("what gets worse comes back although somebody closed it")
    func worse() throws {
        var bench = BookBench()
        for _ in 0..<2 { bench.see([.bad(Self.key, value: 700, limit: 600, severity: .warning)]) }
        try act(&bench) { $0.resolve(1, by: anna, at: $1) }
        for _ in 0..<2 { bench.see([.bad(Self.key, value: 2_000, limit: 600, severity: .critical)]) }
        #expect(bench.heard.last == "post 2")
    }

    @Test("a closing is taken back, once, and not after the feed has been good")
    func reopen() throws {
        var bench = raised()
        try act(&bench) { $0.acknowledge(1, by: anna, at: $1) }
        try act(&bench) { $0.resolve(1, by: anna, at: $1) }
        bench.restart()
        try act(&bench) { $0.reopen(1, at: $1) }
        #expect(bench.records[1]?.state == .acknowledged && bench.records[1]?.closing == nil)
        #expect(bench.records[1]?.closedAt == nil && bench.records[1]?.facts.closedBy == nil)
        #expect(bench.book.reopen(1, at: bench.now) == nil)
        try act(&bench) { $0.resolve(1, by: anna, at: $1) }
        bench.see([.good(Self.key)])
        #expect(bench.book.reopen(1, at: bench.now) == nil)
        #expect(bench.records[1]?.isClosedByHand == false)
    }

    @Test("a group is closed and opened again as a whole")
    func group() throws {
        var bench = BookBench()
        bench.see(Feed.all(of: .equities).map { .bad(AlertKey(.schemaDrift, $0), value: 1, limit: 0) })
        let leader = try #require(bench.records.values.compactMap(\.groupID).first)
        let members = bench.records.values.filter { $0.groupID == leader }.map(\.id).sorted()
        try act(&bench) { $0.resolve(leader, by: anna, at: $1) }
        #expect(members.allSatisfy { bench.records[$0]?.isClosedByHand == true })
        bench.restart()
        try act(&bench) { $0.reopen(leader, at: $1) }
        #expect(members.allSatisfy { bench.book.open[$0] != nil })
        #expect(bench.drafts.contains { $0.content == .digest(alerts: members) })
    }
}
