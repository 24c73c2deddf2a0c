import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing

@testable import Monitor

@Suite("Ends of sessions", .timeLimit(.minutes(5)))
struct SessionEndTests {
    private let tomorrow = MonitorRig.date.adding(days: 1)

    /// Cycles up to a time, then the watch every minute, also past midnight.
    private func end(
        _ rig: MonitorRig,
        _ market: AlgoPackSegment,
        cycles: ClosedRange<String>,
        watch: ClosedRange<Timestamp>
    ) async throws {
        try await rig.day(market, from: cycles.lowerBound, through: cycles.upperBound)
        var time = watch.lowerBound
        while time <= watch.upperBound {
            rig.clock.advance(to: time)
            _ = try await rig.watch.run()
            time = time + .minutes(1)
        }
    }

    @Test("a slot 23:50 that never comes is told before the session is closed, across midnight")
    func lastOfTheDay() async throws {
        try await withRig("23:00:30") { rig in
            for set in ["tradestats", "orderstats", "obstats"] {
                try rig.fault(.hole, "EQ \(set)", from: "23:50:00", until: "23:50:01")
            }
            try await end(
                rig,
                .equities,
                cycles: "23:20:30"..."23:50:30",
                watch: MonitorRig.at("23:51:45")...MonitorRig.at("00:02:45", on: tomorrow)
            )
            let alerts = try await rig.store.alerts.all(on: MonitorRig.date)
            let stale = alerts.filter { $0.key.rule == .staleness }
            #expect(stale.count == 3)
            for alert in stale {
                // DELAY after the last SYSTIME, 23:45 and some seconds.
                #expect(MonitorRig.at("23:55:00") <= alert.openedAt && alert.openedAt <= MonitorRig.at("23:56:45"))
                #expect(alert.closing == .sessionClosed)
                #expect(alert.facts.sessionClose == time("23:50"))
                #expect(alert.closedAt.map { $0 - alert.openedAt >= .minutes(4) } == true)
            }
            let missing = alerts.filter { $0.key.rule == .missingSlots }
            #expect(missing.map(\.facts.slots) == [times("23:50"), times("23:50"), times("23:50")])
            // The last word names it, beside the lateness.
            #expect(missing.allSatisfy { $0.toldAt != nil && $0.groupID == stale.first?.groupID }, "\(missing)")
            #expect(try await rig.open() == [])
        }
    }

    @Test("an outage of the exchange goes on across the break before the evening, and ends with the day")
    func outageAcrossTheBreak() async throws {
        try await withRig("18:30:30") { rig in
            for time in ["18:30:30", "18:35:30", "18:40:30"] {
                rig.clock.advance(to: MonitorRig.at(time))
                let verdict = Verdict.bad(AlertKey(.unreachable), value: 3, limit: 0, severity: .critical)
                try await rig.book.observe([verdict], date: MonitorRig.date)
            }
            func watch(_ span: ClosedRange<Timestamp>) async throws {
                var time = span.lowerBound
                while time <= span.upperBound {
                    rig.clock.advance(to: time)
                    _ = try await rig.watch.run()
                    time = time + .minutes(1)
                }
            }
            try await watch(MonitorRig.at("18:41:45")...MonitorRig.at("19:04:45"))
            #expect(try await rig.store.alerts.open().map(\.key.rule) == [.unreachable])
            try await watch(MonitorRig.at("23:50:45")...MonitorRig.at("00:02:45", on: tomorrow))
            #expect(try await rig.store.alerts.all(on: MonitorRig.date).map(\.closing) == [.sessionClosed])
        }
    }

    @Test("a hole of the session before, first told in the next one, names its own close")
    func holeOfTheSessionBefore() async throws {
        try await withRig("18:30:30") { rig in
            try rig.fault(.hole, "EQ obstats", from: "18:35:00", until: "18:35:01")
            try await rig.check(.equities, at: "18:30:30")
            // Nobody asked until the evening.
            try await rig.check(.equities, at: "19:10:30")
            let hole = try #require(try await rig.store.alerts.open().first { $0.key.rule == .missingSlots })
            #expect(hole.facts.slots == times("18:35"))
            #expect(hole.facts.sessionClose?.hour == 18)
            #expect(hole.facts.nextCheck == time("19:15"))
        }
    }

    @Test("the report at 23:55 does not call a day without its last slot whole")
    func eveningReport() async throws {
        try await withRig("23:00:30") { rig in
            try rig.fault(.hole, "EQ obstats", from: "23:50:00", until: "23:50:01")
            try await rig.day(.equities, from: "23:00:30", through: "23:50:30")
            let last = MonitorRig.at("23:50:30")
            try await rig.store.ledger.finish(
                JobRun(job: "EQ2", nominal: last, outcome: .succeeded, claimedAt: last, finishedAt: last)
            )
            rig.clock.advance(to: MonitorRig.at("23:55:00"))
            let report = try #require(try await rig.facts().day(MonitorRig.date))
            #expect(report.feeds.map(\.now.missing) == [0, 0, 1])
            #expect(report.total.tenthsOfPercent.map { $0 < 1_000 } == true)
            // It may still come, so it is no gap yet.
            #expect(report.feeds.map(\.now.awaited) == [nil, nil, 1])
            #expect(report.total.absent == 0 && report.gap == nil)
        }
    }

    @Test("a feed that is 1,200 s late at the close is stored as late, not as absent")
    func lateFeed() async throws {
        try await withRig("18:00:30") { rig in
            try rig.fault(.late, "FX obstats", from: "18:38:00") { $0.seconds = 1_200 }
            try await end(
                rig,
                .currency,
                cycles: "18:00:30"..."19:00:30",
                watch: MonitorRig.at("19:01:45")...MonitorRig.at("19:30:45")
            )
            let feed = Feed(.currency, .obstats)
            let calendar = try await rig.calendars.calendar()
            let slots = try await rig.store.feeds.slots(feed, on: MonitorRig.date)
            #expect(slots.map(\.label) == calendar.expectedSlots(feed, on: MonitorRig.date))
            #expect(slots.last.map { $0.publicationDelay >= .seconds(1_200) } == true)
            #expect(try await rig.open() == [], "the session is over")
            // What an alert called absent when it ended has come since, and its message is drawn anew.
            let gaps = try await rig.store.alerts.all(on: MonitorRig.date).filter { $0.key.rule == .missingSlots }
            #expect(gaps.count == 1 && gaps.allSatisfy { $0.facts.slots == [] && $0.value == 0 })
            let closed = try #require(gaps.first?.closedAt)
            let drawn = try await rig.store.alerts.events(gaps[0].id)
            #expect(drawn.last.map { $0.at <= closed } == true, "a correction is no turn of the alert")
            let after = rig.requests("/fx/")
            try await rig.watch(at: "19:40:45")
            #expect(rig.requests("/fx/") == after, "all is there")
        }
    }

    @Test("a hole at the close is told when it is due, with how long it lasted")
    func holeAtClose() async throws {
        try await withRig("18:00:30") { rig in
            try rig.fault(.hole, "EQ obstats", from: "18:40:00", until: "18:40:01")
            try await end(
                rig,
                .equities,
                cycles: "18:20:30"..."18:40:30",
                watch: MonitorRig.at("18:41:45")...MonitorRig.at("18:52:45")
            )
            let stale = try #require(try await rig.store.alerts.all(on: MonitorRig.date).first)
            #expect(stale.key.rule == .staleness)
            #expect(stale.openedAt <= MonitorRig.at("18:46:45"))
            let closed = try #require(stale.closedAt)
            #expect(closed - stale.openedAt >= .minutes(4))
            #expect(stale.peak <= 17 * 60)
            #expect(try await rig.heard() == ["post 1", "sessionClosed 1"])
        }
    }

    @Test("who starts after midnight is not told of an evening that nobody watched")
    func notWatched() async throws {
        try await withRig("00:05:00") { rig in
            rig.clock.advance(to: MonitorRig.at("00:05:45", on: tomorrow))
            _ = try await rig.watch.run()
            #expect(rig.requests("/algopack/") == 0)
            #expect(try await rig.said() == [])
        }
    }

    @Test("a session whose last slots came asks nothing more")
    func quietEnd() async throws {
        try await withRig("18:30:30") { rig in
            try await rig.day(.equities, from: "18:30:30", through: "18:40:30")
            let asked = rig.requests("/eq/")
            for minute in 42...49 { try await rig.watch(at: "18:\(minute):45") }
            #expect(rig.requests("/eq/") == asked)
            #expect(try await rig.said() == [])
        }
    }
}
