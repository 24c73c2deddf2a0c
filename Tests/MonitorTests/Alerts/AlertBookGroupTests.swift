import Market
import Monitor
import Store
import TestKit
import Testing

@Suite("Alert book: groups")
struct AlertBookGroupTests {
    private static let keys = Feed.all(of: .equities).map { AlertKey(.schemaDrift, $0) }

    private func grouped() -> BookDesk {
        var desk = BookDesk()
        desk.see(Self.keys.map { .bad($0, value: 1, limit: 0) })
        return desk
    }

    @Test("five hundred and more alerts at one tick are one message a market, and one for what belongs to none")
    func manyAtOnce() {
        let keys = AlertRule.allCases.flatMap { rule in
            [AlertKey(rule)] + MarketID.allCases.map { AlertKey(rule, market: $0) }
                + MarketID.allCases.flatMap { market in
                    Endpoint.allCases.map { AlertKey(rule, market: market, endpoint: $0) }
                } + Endpoint.allCases.map { AlertKey(rule, endpoint: $0) }
        }
        var desk = BookDesk()
        #expect(keys.count > 400)
        desk.see(keys.map { .bad($0, value: 1, limit: 0) })
        #expect(desk.drafts.count == 4)
        // Again, for the rules that want two bad ticks; values differ, so every message also has news.
        desk.see(keys.map { .bad($0, value: 2, limit: 0) })
        #expect(desk.drafts.count <= 12)
        #expect(desk.heard.allSatisfy { $0.hasPrefix("post digest") })
        #expect(Set(desk.drafts.map(\.dedupeKey)).count == desk.drafts.count)
    }

    @Test("members that end one by one close the group once, as what they were")
    func oneByOne() {
        var desk = grouped()
        for key in Self.keys.dropLast() { desk.see([.good(key)]) }
        #expect(desk.heard == ["post digest [1, 2, 3, 4]"])
        desk.see([.good(Self.keys[3])])
        #expect(desk.heard == ["post digest [1, 2, 3, 4]", "recovered 1"])
    }

    @Test("one member that the session ended makes it no recovery")
    func mixedEnding() {
        var desk = BookDesk()
        let keys =
            [Endpoint.tradestats, .orderstats, .obstats].map { AlertKey(.staleness, Feed(.equities, $0)) }
            + [AlertKey(.secidRise, Feed(.equities, .obstats))]
        desk.see(keys.map { .bad($0, value: 700, limit: 600) })
        desk.see(keys.dropFirst().map { .good($0) })
        desk.take(desk.book.closeSession(of: .equities, closedAt: desk.now, at: desk.now))
        #expect(desk.heard.last == "sessionClosed 1")
        #expect(desk.heard.count == 2)
    }

    @Test("the group's message shows every change, each under a name of its own")
    func names() {
        var desk = grouped()
        for value in 2..<20 { desk.see(Self.keys.map { .bad($0, value: Double(value), limit: 0) }) }
        #expect(desk.drafts.count == 19)
        #expect(Set(desk.drafts.map(\.dedupeKey)).count == 19)
    }

    @Test("a member that fires again is told of alone, before and after its group has closed")
    func firedAgain() {
        var desk = grouped()
        desk.see([.good(Self.keys[1])])
        desk.see([.bad(Self.keys[1], value: 1, limit: 0)])
        #expect(desk.heard.last == "post 5")
        desk.see(Self.keys.map { .good($0) })
        #expect(desk.heard.suffix(2).sorted() == ["recovered 1", "recovered 5"])
        desk.see([.bad(Self.keys[0], value: 1, limit: 0)])
        #expect(desk.heard.last == "post 6")
    }

    @Test("a member that gets worse is named, not its leader")
    func worse() {
        var desk = grouped()
        desk.see([.bad(Self.keys[2], value: 9, limit: 0, severity: .critical)])
        #expect(desk.heard.last == "worsened 3")
    }

    @Test("a group is reminded of and escalates as one, also when its leader is over")
    func reminders() throws {
        var desk = BookDesk()
        desk.see(Self.keys.map { .bad($0, value: 1, limit: 0, severity: .critical) })
        desk.see([.good(Self.keys[0])])
        for _ in 0..<60 { desk.tick() }
        #expect(desk.heard.filter { $0.hasPrefix("reminder") } == ["reminder 1", "reminder 1"])
        #expect(desk.heard.filter { $0.hasPrefix("escalation") } == ["escalation 1"])
        let changes = desk.book.acknowledge(1, by: "Иван (42)", at: desk.now)
        desk.take(try #require(changes))
        #expect(desk.book.ordered.allSatisfy { $0.state == .acknowledged })
        let taken = desk.heard.count
        for _ in 0..<120 { desk.tick() }
        #expect(desk.heard.count == taken)
        #expect(desk.book.acknowledge(7, by: "Иван (42)", at: desk.now) == nil)
    }

    @Test("a restart in the middle keeps the group together")
    func restart() {
        var desk = grouped()
        desk.see([.good(Self.keys[0]), .good(Self.keys[3])])
        desk.restart()
        desk.see([.good(Self.keys[1])])
        desk.see([.good(Self.keys[2])])
        #expect(desk.heard == ["post digest [1, 2, 3, 4]", "recovered 1"])
        #expect(Set(desk.drafts.map(\.dedupeKey)).count == desk.drafts.count)
    }
}
