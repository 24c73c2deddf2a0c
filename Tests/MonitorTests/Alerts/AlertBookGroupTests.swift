import Market
import Monitor
import Store
import TestKit
import Testing

@Suite("Alert book: groups")
struct AlertBookGroupTests {
    private static let keys = Feed.all(of: .equities).map { AlertKey(.schemaDrift, $0) }

    private func grouped() -> BookBench {
        var bench = BookBench()
        bench.see(Self.keys.map { .bad($0, value: 1, limit: 0) })
        return bench
    }

    @Test(
        "five hundred alerts at one tick are one message for the markets, one a cause, and one for what belongs to none"
    )
    func manyAtOnce() {
        let keys = AlertRule.allCases.flatMap { rule in
            [AlertKey(rule)] + AlgoPackSegment.allCases.map { AlertKey(rule, market: $0) }
                + AlgoPackSegment.allCases.flatMap { market in
                    Endpoint.allCases.map { AlertKey(rule, market: market, endpoint: $0) }
                } + Endpoint.allCases.map { AlertKey(rule, endpoint: $0) }
        }
        var bench = BookBench()
        #expect(keys.count > 400)
        bench.see(keys.map { .bad($0, value: 1, limit: 0) })
        // Again, for the rules that want two bad ticks; values differ, so every message also has news.
        bench.see(keys.map { .bad($0, value: 2, limit: 0) })
        #expect(bench.heard.allSatisfy { $0.hasPrefix("post digest") })
        #expect(bench.heard.count <= 2 + AlertRule.allCases.count)
        #expect(Set(bench.drafts.map(\.dedupeKey)).count == bench.drafts.count)
    }

    @Test("members that end one by one close the group once, as what they were")
    func oneByOne() {
        var bench = grouped()
        for key in Self.keys.dropLast() { bench.see([.good(key)]) }
        #expect(bench.heard == ["post digest [1, 2, 3, 4]"])
        bench.see([.good(Self.keys[3])])
        #expect(bench.heard == ["post digest [1, 2, 3, 4]", "recovered 1"])
    }

    @Test("one member that the session ended makes it no recovery")
    func mixedEnding() {
        var bench = BookBench()
        let keys =
            [Endpoint.tradestats, .orderstats, .obstats].map { AlertKey(.staleness, Feed(.equities, $0)) }
            + [AlertKey(.secidRise, Feed(.equities, .obstats))]
        bench.see(keys.map { .bad($0, value: 700, limit: 600) })
        bench.see(keys.dropFirst().map { .good($0) })
        bench.take(bench.book.closeSession(of: .equities, closedAt: bench.now, at: bench.now))
        #expect(bench.heard.last == "sessionClosed 1")
        #expect(bench.heard.count == 2)
    }

    @Test("the group's message shows every change, each under a name of its own")
    func names() {
        var bench = grouped()
        for value in 2..<20 { bench.see(Self.keys.map { .bad($0, value: Double(value), limit: 0) }) }
        #expect(bench.drafts.count == 19)
        #expect(Set(bench.drafts.map(\.dedupeKey)).count == 19)
    }

    @Test("a member that fires again comes back into its group, and after the group has closed is told anew")
    func firedAgain() {
        var bench = grouped()
        bench.see([.good(Self.keys[1])])
        bench.see([.bad(Self.keys[1], value: 1, limit: 0)])
        #expect(bench.heard == ["post digest [1, 2, 3, 4]"])
        bench.see(Self.keys.map { .good($0) })
        #expect(bench.heard.last == "recovered 1")
        #expect(bench.heard.count == 2)
        bench.see([.bad(Self.keys[0], value: 1, limit: 0)])
        #expect(bench.heard.last == "post 6")
    }

    @Test("a member that gets worse is named, not its leader")
    func worse() {
        var bench = grouped()
        bench.see([.bad(Self.keys[2], value: 9, limit: 0, severity: .critical)])
        #expect(bench.heard.last == "worsened 3")
    }

    @Test("a group is reminded of and escalates as one, also when its leader is over")
    func reminders() throws {
        var bench = BookBench()
        bench.see(Self.keys.map { .bad($0, value: 1, limit: 0, severity: .critical) })
        bench.see([.good(Self.keys[0])])
        for _ in 0..<60 { bench.tick() }
        #expect(bench.heard.filter { $0.hasPrefix("reminder") } == ["reminder 1", "reminder 1"])
        #expect(bench.heard.filter { $0.hasPrefix("escalation") } == ["escalation 1"])
        let changes = bench.book.acknowledge(1, by: "Иван (42)", at: bench.now)
        bench.take(try #require(changes))
        #expect(bench.book.ordered.allSatisfy { $0.state == .acknowledged })
        let taken = bench.heard.count
        for _ in 0..<120 { bench.tick() }
        #expect(bench.heard.count == taken)
        #expect(bench.book.acknowledge(7, by: "Иван (42)", at: bench.now) == nil)
    }

    @Test("a restart in the middle keeps the group together")
    func restart() {
        var bench = grouped()
        bench.see([.good(Self.keys[0]), .good(Self.keys[3])])
        bench.restart()
        bench.see([.good(Self.keys[1])])
        bench.see([.good(Self.keys[2])])
        #expect(bench.heard == ["post digest [1, 2, 3, 4]", "recovered 1"])
        #expect(Set(bench.drafts.map(\.dedupeKey)).count == bench.drafts.count)
    }
}
