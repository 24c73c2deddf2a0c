import Market
import Monitor
import Store
import Testing

/// What comes to an open incident, and when that is heard.
@Suite("Alert book: joining")
struct AlertBookJoiningTests {
    private func stale(_ market: AlgoPackSegment, _ endpoint: Endpoint, _ value: Double = 700) -> Verdict {
        .bad(AlertKey(.staleness, Feed(market, endpoint)), value: value, limit: 600, severity: .critical)
    }

    private let hole = AlertKey(.missingSlots, Feed(.equities, .tradestats))

    private func hole(_ slots: Int = 2) -> Verdict { .bad(hole, value: Double(slots), limit: 0) }

    @Test("the second alert of a market makes the first one's message theirs, without a sound")
    func second() {
        var bench = BookBench()
        bench.see([stale(.equities, .tradestats)])
        bench.see([stale(.equities, .tradestats, 900), stale(.equities, .obstats)])
        #expect(bench.heard == ["post 1"])
        #expect(bench.drafts.last?.content == .digest(alerts: [1, 2]))
        #expect(bench.drafts.last?.coalesceKey == bench.drafts.first?.coalesceKey)
        bench.see([.good(AlertKey(.staleness, Feed(.equities, .tradestats)))])
        #expect(bench.heard == ["post 1"])
        bench.see([.good(AlertKey(.staleness, Feed(.equities, .obstats)))])
        #expect(bench.heard == ["post 1", "recovered 1"])
    }

    @Test("what joins later than a quarter of an hour after the last sound is heard, and waits for its own taker")
    func late() throws {
        var bench = BookBench()
        bench.see([stale(.equities, .tradestats)])
        let changes = bench.book.acknowledge(1, by: "Иван (42)", at: bench.now)
        bench.take(try #require(changes))
        bench.see([stale(.equities, .obstats)], after: .minutes(16))
        #expect(bench.heard == ["post 1", "joined 2"])
        #expect(bench.book.open[2]?.state == .firing)
    }

    @Test("what joins with a sound puts off the reminder of all")
    func soundBeforeReminder() {
        var bench = BookBench()
        bench.see([stale(.equities, .tradestats)])
        bench.see([stale(.equities, .obstats)], after: .minutes(16))
        for _ in 0..<13 { bench.tick() }
        #expect(bench.heard == ["post 1", "joined 2"])
    }

    @Test("whoever is at a market is at what joins it soon")
    func taken() throws {
        var bench = BookBench()
        bench.see([stale(.equities, .tradestats)])
        let changes = bench.book.acknowledge(1, by: "Иван (42)", at: bench.now)
        bench.take(try #require(changes))
        bench.see([stale(.equities, .obstats)])
        #expect(bench.book.open[2]?.acknowledgedBy == "Иван (42)")
        for _ in 0..<60 { bench.tick() }
        #expect(bench.heard == ["post 1"])
    }

    @Test("a market that stops beside others that somebody has taken makes one sound, and waits for its own taker")
    func otherMarket() throws {
        var bench = BookBench()
        bench.see([stale(.equities, .tradestats)])
        let changes = bench.book.acknowledge(1, by: "Иван (42)", at: bench.now)
        bench.take(try #require(changes))
        bench.see([stale(.futures, .tradestats), stale(.futures, .obstats), stale(.equities, .obstats)])
        // What is queued beside it draws the known message anew, in place.
        #expect(bench.heard.filter { !$0.hasPrefix("post digest") } == ["post 1", "joined 2"])
        #expect(bench.book.open[2]?.acknowledgedBy == nil && bench.book.open[3]?.acknowledgedBy == nil)
        #expect(bench.book.ordered.allSatisfy { $0.groupID == 1 })
    }

    @Test("what is worse than all that is known is heard at once")
    func worse() {
        var bench = BookBench()
        bench.see([.bad(AlertKey(.schemaDrift, Feed(.equities, .tradestats)), value: 1, limit: 0)])
        bench.see([stale(.equities, .obstats)])
        #expect(bench.heard == ["post 1", "joined 2"])
    }

    @Test("what a silence hides does not hide what joins it")
    func silenced() throws {
        var bench = BookBench()
        bench.see([stale(.equities, .tradestats)])
        let changes = bench.book.silenceAlert(1, until: bench.now + .hours(1), by: "Иван (42)", at: bench.now)
        bench.take(try #require(changes))
        bench.see([stale(.equities, .obstats)])
        #expect(bench.heard == ["post 1", "joined 2"])
    }

    @Test("markets that stop within an hour have one cause, later ones their own")
    func cause() {
        var bench = BookBench()
        bench.see([stale(.equities, .tradestats)])
        bench.see([stale(.futures, .obstats)], after: .seconds(2))
        #expect(bench.heard == ["post 1"])
        bench.see([.bad(AlertKey(.schemaDrift, Feed(.currency, .obstats)), value: 1, limit: 0)])
        #expect(bench.heard == ["post 1", "post 3"], "another fault in another market is another thing")
        var other = BookBench()
        other.see([stale(.equities, .tradestats)])
        other.see([stale(.futures, .obstats)], after: .minutes(61))
        #expect(other.heard == ["post 1", "post 2"])
        // One after another, twenty minutes apart: as long as the last of them is fresh, the next is of the same.
        var chain = BookBench()
        chain.see([stale(.equities, .tradestats)])
        chain.see([stale(.equities, .obstats)], after: .minutes(20))
        chain.see([stale(.futures, .tradestats)], after: .minutes(20))
        chain.see([stale(.currency, .obstats)], after: .minutes(59))
        #expect(chain.heard.filter { $0.hasPrefix("post") } == ["post 1"])
        #expect(chain.book.open.values.allSatisfy { $0.groupID == 1 })
    }

    @Test("a late feed and the hole that it leaves are one incident, over when the data comes again")
    func lateFeedAndHole() {
        let key = AlertKey(.staleness, Feed(.equities, .tradestats))
        var bench = BookBench()
        bench.see([stale(.equities, .tradestats), hole()])
        bench.see([.good(key), hole()])
        #expect(bench.heard == ["post 1", "recovered 1"])
        #expect(bench.book.open[2]?.groupID == 1)
        bench.see([.good(hole)], after: .minutes(30))
        #expect(bench.heard == ["post 1", "recovered 1"])
        #expect(bench.book.open.isEmpty)
    }

    @Test(
        "the hole of a late feed joins without a sound where its message shows another feed that goes on",
        arguments: [true, false]
    )
    func holeBesideAnother(_ isClearlyGood: Bool) {
        let late = stale(.equities, .obstats, 3_000)
        let key = AlertKey(.staleness, Feed(.equities, .tradestats))
        var bench = BookBench()
        bench.see([late])
        bench.see([late, stale(.equities, .tradestats), hole()], after: .minutes(20))
        #expect(bench.heard == ["post 1", "joined 2"])
        for _ in 0..<5 { bench.see([late, stale(.equities, .tradestats), hole()], after: .minutes(5)) }
        for _ in 0..<2 { bench.see([late, .good(key, isClearlyGood: isClearlyGood), hole()], after: .minutes(5)) }
        #expect(bench.heard == ["post 1", "joined 2"])
        #expect(bench.records[3]?.groupID == 1 && bench.records[3]?.toldAt != nil)
        // A hole of a feed that was never late is news.
        bench.see(
            [late, .bad(AlertKey(.missingSlots, Feed(.equities, .orderstats)), value: 2, limit: 0)],
            after: .minutes(5)
        )
        #expect(bench.heard.last == "joined 4")
    }

    @Test("what comes after such an end is a new incident")
    func afterTheEnd() {
        var bench = BookBench()
        bench.see([stale(.equities, .tradestats), hole()])
        bench.see([.good(AlertKey(.staleness, Feed(.equities, .tradestats))), hole()])
        bench.restart()
        bench.see([stale(.equities, .obstats)])
        #expect(bench.heard.last == "post 3")
    }

    @Test(
        "what begins when the slots of an earlier fault are told of no longer is a new incident too",
        arguments: [1, 2]
    )
    func asTheHoleEnds(feeds: Int) {
        let feeds = [Feed(.equities, .tradestats), Feed(.equities, .obstats)].prefix(feeds)
        func late(_ isBad: Bool) -> [Verdict] {
            feeds.map { isBad ? stale(.equities, $0.endpoint) : .good(AlertKey(.staleness, $0)) }
        }
        func holes(_ isBad: Bool) -> [Verdict] {
            feeds.map {
                let key = AlertKey(.missingSlots, $0)
                return isBad ? .bad(key, value: 2, limit: 0) : .good(key)
            }
        }
        var bench = BookBench()
        bench.see(late(true) + holes(true))
        for _ in 0..<3 { bench.see(late(false) + holes(true)) }
        let before = bench.heard
        #expect(before.last == "recovered 1", "\(before)")
        bench.see(late(true) + holes(false))
        let begun = bench.heard.dropFirst(before.count)
        #expect(begun.first?.hasPrefix("post") == true && !begun.contains { $0.hasPrefix("joined") }, "\(bench.heard)")
        #expect(bench.book.ordered.allSatisfy { $0.groupID.map { $0 > feeds.count } ?? true })
    }

    @Test("slots that are missed after a fault's end has been told are no part of it", arguments: [false, true])
    func nextHole(isRestarted: Bool) throws {
        let key = AlertKey(.staleness, Feed(.equities, .tradestats))
        func missing(_ labels: String...) -> Verdict {
            var facts = AlertFacts()
            facts.slots = labels.compactMap { TimeOfDay($0) }
            facts.slotCount = labels.count
            return .bad(hole, value: Double(labels.count), limit: 0, facts: facts)
        }
        var bench = BookBench()
        bench.see([stale(.equities, .tradestats), missing("10:05", "10:10")])
        bench.see([.good(key), missing("10:05", "10:10")])
        #expect(bench.heard == ["post 1", "recovered 1"])
        // The next fault begins before the first one's slots have had their half hour.
        if isRestarted { bench.restart() }
        bench.see([stale(.equities, .tradestats), missing("10:05", "10:10", "10:20")])
        #expect(bench.records[2]?.facts.slots.count == 2 && bench.records[2]?.state == .resolved)
        if isRestarted { bench.restart() }
        bench.see([.good(key), missing("10:05", "10:10", "10:20", "10:25")])
        #expect(Array(bench.heard.dropFirst(2)) == ["post 3", "recovered 3"])
        let second = try #require(bench.records.values.first { $0.key == hole && $0.state.isOpen })
        #expect(second.groupID == 3 && second.value == 2 && second.facts.slotCount == 2)
        #expect(second.facts.slots == [TimeOfDay("10:20"), TimeOfDay("10:25")].compactMap(\.self))
        // Once what was missed anew has come, nothing is left of it.
        bench.see([missing("10:05", "10:10")])
        #expect(bench.records[second.id]?.state == .resolved)
    }

    @Test("what is missed until a fault ends is one hole, however its lateness was called")
    func holeOfChangedFault() {
        let feed = Feed(.equities, .tradestats)
        let delay = AlertKey(.publicationDelay, feed)
        func missing(_ labels: String...) -> Verdict {
            var facts = AlertFacts()
            facts.slots = labels.compactMap { TimeOfDay($0) }
            facts.slotCount = labels.count
            return .bad(hole, value: Double(labels.count), limit: 0, facts: facts)
        }
        var bench = BookBench()
        bench.see([stale(.equities, .tradestats), missing("10:05")])
        let late = Verdict.bad(delay, value: 1_500, limit: 600)
        for _ in 0..<3 { bench.see([.good(AlertKey(.staleness, feed)), late, missing("10:05")]) }
        #expect(bench.records.values.contains { $0.key == hole && $0.groupID == 1 })
        for _ in 0..<2 { bench.see([.good(delay), missing("10:05", "10:10", "10:15")]) }
        let holes = bench.records.values.filter { $0.key == hole }
        #expect(holes.count == 1 && holes.first?.facts.slots.count == 3, "\(holes)")
    }

    @Test(
        "what alarms nobody has a message of its own, so that a fault's end is heard while it lasts",
        arguments: [true, false]
    )
    func infoApart(isFirst: Bool) {
        let columns = AlertKey(.schemaDrift, Feed(.equities, .orderstats))
        let extra = Verdict.bad(columns, value: 1, limit: 0, severity: .info)
        let late = stale(.equities, .tradestats)
        let good = Verdict.good(AlertKey(.staleness, Feed(.equities, .tradestats)))
        var bench = BookBench()
        bench.see(isFirst ? [extra] : [late])
        bench.see([late, extra], after: .minutes(20))
        #expect(bench.heard == ["post 1", "post 2"])
        bench.see([good, extra])
        #expect(bench.heard.last == "recovered \(isFirst ? 2 : 1)", "\(bench.heard)")
        // Two of them in one market are one message, and neither makes a sound.
        let other = AlertKey(.schemaDrift, Feed(.equities, .obstats))
        let heard = bench.heard
        bench.see([extra, .bad(other, value: 1, limit: 0, severity: .info)], after: .minutes(40))
        #expect(bench.heard == heard, "\(bench.heard)")
        #expect(bench.records.values.count { $0.groupID == (isFirst ? 1 : 2) } == 2)
    }

    @Test("a hole alone is told once: nobody can mend it")
    func holeAlone() {
        var bench = BookBench()
        bench.see([hole()])
        for _ in 0..<180 { bench.tick() }
        bench.see([.good(hole)])
        #expect(bench.heard == ["post 1"])
        #expect(bench.book.open.isEmpty)
    }

    @Test("a warning is reminded of every hour, a critical alert after a quarter of one")
    func reminders() {
        var bench = BookBench()
        bench.see([.bad(AlertKey(.schemaDrift, Feed(.equities, .tradestats)), value: 1, limit: 0)])
        for _ in 0..<59 { bench.tick() }
        #expect(bench.heard == ["post 1"])
        bench.tick()
        #expect(bench.heard == ["post 1", "reminder 1"])
    }

    @Test("a group escalates once, whoever joins later")
    func escalation() {
        var bench = BookBench()
        bench.see([stale(.equities, .tradestats)])
        for _ in 0..<31 { bench.tick() }
        bench.see([stale(.equities, .obstats)])
        for _ in 0..<60 { bench.tick() }
        #expect(bench.heard.filter { $0.hasPrefix("escalation") } == ["escalation 1"])
    }

    @Test("where a reminder and a call for help are due at once, as after a break, only the call is heard")
    func escalationIsAReminder() {
        var single = BookBench()
        single.see([stale(.futures, .obstats)])
        single.tick(after: .minutes(50))
        #expect(single.heard == ["post 1", "escalation 1"])
        var group = BookBench()
        group.see([stale(.equities, .tradestats), stale(.equities, .obstats)])
        let before = group.heard
        group.tick(after: .minutes(50))
        #expect(group.heard.dropFirst(before.count) == ["escalation 1"])
    }

    @Test("the number of a group silences its markets, of one feed the feed alone")
    func silence() throws {
        var bench = BookBench()
        bench.see([stale(.equities, .tradestats), stale(.futures, .obstats)])
        let until = bench.now + .minutes(30)
        let changes = bench.book.silenceAlert(1, until: until, by: "Иван (42)", at: bench.now)
        bench.take(try #require(changes))
        #expect(bench.silences.values.map(\.market).count == 2)
        #expect(bench.book.ordered.allSatisfy { $0.silencedUntil == until })

        var single = BookBench()
        single.see([hole(), .bad(AlertKey(.schemaDrift, Feed(.equities, .tradestats)), value: 1, limit: 0)])
        let other = single.book.silenceAlert(1, until: until, by: "Иван (42)", at: single.now)
        single.take(try #require(other))
        #expect(single.silences.values.map(\.endpoint) == [.tradestats])
    }
}
