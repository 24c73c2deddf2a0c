import Market
import Store
import TestKit
import Testing

@testable import Monitor

/// The last word on slots that were missing when their alert ended: drawn anew once it is certain.
@Suite("Alert book: the last word on missing slots")
struct AlertBookSettlingTests {
    private static let key = AlertKey(.missingSlots, Feed(.futures, .obstats))

    /// A hole of 10:05, told at 10:15 and closed at 10:25.
    private func closedHole() -> BookBench {
        var bench = BookBench()
        var facts = AlertFacts()
        (facts.slots, facts.slotCount) = (times("10:05"), 1)
        bench.see([.bad(Self.key, value: 1, limit: 0, facts: facts)])
        bench.see([.good(Self.key)])
        bench.see([.good(Self.key)])
        return bench
    }

    /// Minutes of the day at which the message is drawn anew within two hours.
    private func drawn(_ bench: inout BookBench) -> [String] {
        var times: [String] = []
        for _ in 0..<120 {
            let before = bench.drafts.count
            bench.tick()
            if bench.drafts.count > before { times.append(MoscowTime.time(of: bench.now).shortDescription) }
        }
        return times
    }

    @Test("an hour after the slot the message says that it never came, once", arguments: [false, true])
    func settles(isRestarted: Bool) {
        var bench = closedHole()
        #expect(bench.records[1]?.state == .resolved)
        if isRestarted { bench.restart() }
        #expect(drawn(&bench) == ["11:05"])
        #expect(bench.drafts.last?.priority == .edit && bench.drafts.last?.content == .incident(alert: 1))
        bench.restart()
        #expect(drawn(&bench) == [])
    }

    @Test("what comes after all is drawn at once, and nothing is left to say")
    func allCame() throws {
        var bench = closedHole()
        let record = try #require(bench.records[1])
        let before = bench.drafts.count
        bench.take(
            bench.book.observe([], at: bench.now, date: bench.date, corrected: [record.without(slots: [time("10:05")])])
        )
        #expect(bench.drafts.count == before + 1)
        #expect(drawn(&bench) == [])
    }

    @Test("what was certain at its end is left alone")
    func certain() {
        var bench = BookBench()
        bench.now = bench.now + .hours(2)
        var facts = AlertFacts()
        facts.slots = times("10:05")
        bench.see([.bad(Self.key, value: 1, limit: 0, facts: facts)])
        bench.see([.good(Self.key)])
        bench.see([.good(Self.key)])
        #expect(drawn(&bench) == [])
    }

    @Test("a message of which only the minute changes is not edited: after a close, not while cycles are planned")
    func minutes() {
        var bench = BookBench()
        let key = AlertKey(.staleness, Feed(.futures, .obstats))
        func edits(next: TimeOfDay?) -> Int {
            let before = bench.drafts.count
            for minute in 0..<5 {
                var facts = AlertFacts()
                (facts.measuredAt, facts.nextCheck, facts.lastLabel) = (time("18:5\(minute)"), next, time("18:45:00"))
                bench.see([.bad(key, value: 700 + Double(60 * minute), limit: 600, facts: facts)], after: .minutes(1))
            }
            return bench.drafts.count - before
        }
        #expect(edits(next: time("18:55")) == 5)
        // The first says that no check is planned any more.
        #expect(edits(next: nil) == 1)
        #expect(bench.records[1]?.value == 940)
    }

    @Test("what ends late with its session names the slots that never came, with no sound of their own")
    func hiddenHole() throws {
        let feed = Feed(.futures, .obstats)
        var facts = AlertFacts()
        (facts.slots, facts.slotCount) = (times("10:15"), 1)
        var bench = BookBench()
        for _ in 0..<2 {
            bench.see([
                .bad(AlertKey(.staleness, feed), value: 700, limit: 600, severity: .critical),
                .bad(AlertKey(.missingSlots, feed), value: 1, limit: 0, facts: facts),
            ])
        }
        let now = bench.now
        bench.take(bench.book.closeSession(of: .futures, closedAt: now, at: now))
        #expect(bench.heard == ["post 1", "sessionClosed 1"])
        #expect(bench.records[2]?.groupID == 1 && bench.records[2]?.closing == .sessionClosed)
        #expect(bench.drafts.last { $0.coalesceKey == IncidentCoalescing.key(leader: 1) }?.priority == .edit)
        // The last word on the slot is drawn when it can come no more.
        let drawn = bench.drafts.count
        bench.tick(after: .hours(2))
        #expect(bench.drafts.count == drawn + 1 && bench.records[2]?.facts.isSettled == true)
    }

    @Test("what ends with its session keeps when the next one begins")
    func nextOpen() {
        let late = AlertKey(.staleness, Feed(.futures, .obstats))
        var bench = BookBench()
        for _ in 0..<2 { bench.see([.bad(late, value: 900, limit: 600, severity: .critical)]) }
        let open = bench.now + .minutes(15)
        bench.take(bench.book.closeSession(of: .futures, closedAt: bench.now, nextOpen: open, at: bench.now))
        #expect(bench.book.alert(of: late) == nil)
        let ended = bench.records.values.first { $0.key == late }
        #expect(ended?.closing == .sessionClosed && ended?.facts.nextOpen == open)
    }
}
