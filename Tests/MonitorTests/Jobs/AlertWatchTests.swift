import Market
import Platform
import Sandbox
import Store
import TestKit
import Testing

@testable import Monitor

@Suite("Alert watch", .timeLimit(.minutes(5)))
struct AlertWatchTests {
    @Test("a session that closes while a feed is stale closes its alert once, also across a restart")
    func sessionClose() async throws {
        try await withRig("18:20:30") { rig in
            try rig.fault(.stuck, "FX obstats", from: "18:21:00")
            // The last slot of FX obstats is due at the close, 19:00 in 2024 by the profile in force.
            let close = try #require(
                try await rig.calendars.calendar().day(MonitorRig.date, .currency).windows.last
            )
            let grid = try await rig.calendars.calendar().expectedSlots(
                Feed(.currency, .obstats),
                on: MonitorRig.date
            )
            try #require(grid.last.map { MoscowTime.instant(MonitorRig.date, $0) > MonitorRig.at("18:40:00") } == true)
            try await rig.day(.currency, from: "18:20:30", through: "18:45:30")
            #expect(try await rig.open().first == "staleness/FX/obstats firing")
            rig.clock.advance(to: close.close + .minutes(10))
            _ = try await rig.watch.run()
            #expect(try await rig.open().first == "staleness/FX/obstats firing", "not yet: the last slot may be late")
            rig.clock.advance(to: close.close + .minutes(11) + .seconds(45))
            _ = try await rig.watch.run()
            #expect(try await rig.open() == [])
            #expect(try await rig.store.alerts.alert(1)?.closing == .sessionClosed)
            try await rig.start()
            rig.clock.advance(to: close.close + .minutes(13))
            _ = try await rig.watch.run()
            #expect(try await rig.heard().filter { $0.hasPrefix("sessionClosed") } == ["sessionClosed 1"])
            #expect(try await rig.heard().contains { $0.hasPrefix("recovered") } == false)
        }
    }

    @Test("a check that somebody asks for names the session's next one, not one an interval later")
    func nextCheck() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.stuck, "EQ obstats", from: "12:01:00")
            try await rig.day(.equities, from: "12:00:30", through: "12:15:30")
            let alert = try #require(try await rig.store.alerts.open().first { $0.key.rule == .staleness })
            #expect(alert.facts.nextCheck == time("12:20"))
            rig.clock.advance(to: MonitorRig.at("12:16:40"))
            _ = try await rig.sessions.check(.equities)
            let later = try #require(try await rig.store.alerts.alert(alert.id))
            #expect([later.facts.measuredAt, later.facts.nextCheck] == times("12:16", "12:20"))
        }
    }

    @Test("escalates after the time that was set in the chat, and at night neither reminds nor escalates")
    func settingsAndNight() async throws {
        try await withRig("12:00:30") { rig in
            try await rig.store.settings.set(SettingName.escalateAfter, "5")
            let key = AlertKey(.authentication)
            try await rig.book.observe(
                [.bad(key, value: 1, limit: 0, severity: .critical)],
                date: MonitorRig.date
            )
            try await rig.watch(at: "12:04:45")
            #expect(try await rig.heard() == ["post 1"])
            try await rig.watch(at: "12:06:45")
            #expect(try await rig.heard() == ["post 1", "escalation 1"])
            try await rig.watch(at: "03:00:45", on: MonitorRig.date.adding(days: 1))
            #expect(try await rig.heard() == ["post 1", "escalation 1"])
        }
    }

    @Test("what opened in the next session is not closed with the one before, however late that is noticed")
    func nextSession() async throws {
        try await withRig("12:00:30") { rig in
            let windows = try await rig.calendars.calendar().day(MonitorRig.date, .equities).windows
            let evening = try #require(windows.last)
            try #require(windows.count > 1)
            rig.clock.advance(to: evening.open + .minutes(30))
            let key = AlertKey(.staleness, Feed(.equities, .obstats))
            try await rig.book.observe([.bad(key, value: 700, limit: 600)], date: MonitorRig.date)
            _ = try await rig.watch.run()
            #expect(try await rig.open() == ["staleness/EQ/obstats firing"])
        }
    }

    @Test("a day edited to closed withdraws its alerts, and only its own")
    func closedDay() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.stuck, "EQ obstats", from: "12:01:00")
            try rig.fault(.stuck, "FX obstats", from: "12:01:00")
            for time in ["12:00:30", "12:05:30", "12:10:30", "12:15:30"] {
                try await rig.check(.equities, at: time)
                try await rig.check(.currency, at: time)
            }
            #expect(try await rig.open().count(where: { $0.hasPrefix("staleness") }) == 2)
            _ = try await rig.store.calendar.editDay(MonitorRig.statement(.equities, .closed, layer: .edit))
            try await rig.watch(at: "12:16:45")
            #expect(try await rig.open().allSatisfy { $0.contains("/FX/") })
            let closings = try await rig.store.alerts.all(on: MonitorRig.date).filter { $0.key.market == .equities }
            #expect(closings.first { $0.key.rule == .staleness }?.closing == .withdrawn)
            // Both stopped at once and share a message, which goes on with the other.
            #expect(try await rig.heard() == ["post 1"])
            _ = try await rig.store.calendar.editDay(MonitorRig.statement(.currency, .closed, layer: .edit))
            try await rig.watch(at: "12:17:45")
            try await rig.watch(at: "12:18:45")
            #expect(try await rig.heard() == ["post 1", "sessionClosed 1"])
        }
    }

    @Test("cycles that were planned and not executed are told of for half an hour")
    func missedRuns() async throws {
        try await withRig("12:30:45") { rig in
            let runs = ["12:20:30", "12:25:30"].map { time in
                let nominal = MonitorRig.at(time)
                return JobRun(job: "EQ1", nominal: nominal, outcome: .missed, claimedAt: nominal, finishedAt: nominal)
            }
            try await rig.store.ledger.recordSkips(runs)
            try await rig.watch(at: "12:30:45")
            #expect(try await rig.open() == ["missed_runs/-/- firing"])
            #expect(try await rig.store.alerts.open().first?.facts.detail == "EQ1 12:20 missed, EQ1 12:25 missed")
            try await rig.watch(at: "12:31:45")
            #expect(try await rig.heard() == ["post 1"])
            try await rig.watch(at: "12:55:45")
            #expect(try await rig.heard() == ["post 1", "recovered 1"])
        }
    }

    @Test("a bot without a heartbeat is told of, and told of again when it is back")
    func silentBot() async throws {
        try await withRig("12:00:45", tune: { $0.watchesBot = true }) { rig in
            try await rig.watch(at: "12:00:45")
            #expect(try await rig.open() == [], "a bot that never was is not silent")
            try await rig.store.processes.heartbeat(.bot)
            for minute in 1...3 { try await rig.watch(at: "12:0\(minute):45") }
            #expect(try await rig.open() == [])
            try await rig.watch(at: "12:04:45")
            #expect(try await rig.open() == ["bot_silent/-/- firing"])
            try await rig.store.processes.heartbeat(.bot)
            try await rig.watch(at: "12:05:45")
            #expect(try await rig.heard() == ["post 1", "recovered 1"])
        }
    }

    @Test("a bot that lives and cannot poll tells that itself, and a scheduler that was stopped judges nobody")
    func wakingScheduler() async throws {
        try await withRig("12:00:45", tune: { $0.watchesBot = true }) { rig in
            try await rig.store.processes.heartbeat(.bot)
            for minute in 0...6 {
                try await rig.store.processes.heartbeat(.botProcess)
                try await rig.watch(at: "12:0\(minute):45")
            }
            #expect(try await rig.open() == [], "its process lives")
            // Both were stopped for ten minutes, and the scheduler wakes first.
            for minute in 16...18 { try await rig.watch(at: "12:\(minute):45") }
            #expect(try await rig.open() == [])
            // The bot did not wake.
            try await rig.watch(at: "12:19:45")
            #expect(try await rig.open() == ["bot_silent/-/- firing"])
        }
    }

    @Test("a quiet minute writes nothing")
    func quietMinute() async throws {
        try await withRig("12:00:45", tune: { $0.watchesBot = true }) { rig in
            try await rig.store.processes.heartbeat(.bot)
            try await rig.watch(at: "12:00:45")
            let version = try await rig.store.changes.version()
            try await rig.watch(at: "12:01:45")
            #expect(try await rig.store.changes.version() == version)
        }
    }

    @Test("a critical alert that nobody takes goes to the escalation chat once")
    func escalation() async throws {
        try await withRig("12:00:30") { rig in
            let key = AlertKey(.staleness, Feed(.equities, .obstats))
            try await rig.book.observe(
                [.bad(key, value: 700, limit: 600, severity: .critical)],
                date: MonitorRig.date
            )
            try await rig.watch(at: "12:30:15")
            #expect(try await rig.heard() == ["post 1", "reminder 1"])
            try await rig.watch(at: "12:30:45")
            try await rig.watch(at: "12:31:45")
            #expect(try await rig.heard() == ["post 1", "reminder 1", "escalation 1"])
            let queued = try await rig.store.outbox.messages(.queued, limit: 10)
            let escalation = try #require(queued.first { $0.draft.dedupeKey.hasPrefix("escalation") })
            #expect(escalation.draft.target == .escalation)
            #expect(escalation.draft.priority == .critical)
        }
    }

    @Test("hi2 that never came ends with its day, not as recovered")
    func hi2OfYesterday() async throws {
        try await withRig("19:01:00") { rig in
            let key = AlertKey(.hi2Missing, Feed(.equities, .hi2))
            try await rig.book.observe([.bad(key, value: 1, limit: 0)], date: MonitorRig.date)
            try await rig.watch(at: "23:58:45")
            #expect(try await rig.open() == ["hi2_missing/EQ/hi2 firing"])
            try await rig.watch(at: "00:00:45", on: MonitorRig.date.adding(days: 1))
            #expect(try await rig.store.alerts.alert(1)?.closing == .sessionClosed)
        }
    }
}

@Suite("Dead-man switch", .timeLimit(.minutes(5)))
struct DeadManSwitchTests {
    @Test("pings after complete cycles only, at most once a minute")
    func pings() async throws {
        try await withRig("12:00:30") { rig in
            func pings() -> Int { rig.pings.withLock { $0 } }
            try rig.fault(.serverError, "FX", from: "12:04:00", until: "12:09:00") { $0.status = 500 }
            try await rig.check(.equities, at: "12:00:30")
            #expect(pings() == 1)
            try await rig.check(.futures, at: "12:00:40")
            #expect(pings() == 1, "within the minute")
            try await rig.check(.currency, at: "12:05:30")
            try await rig.check(.equities, at: "12:06:30")
            #expect(pings() == 1, "FX has not succeeded since it failed")
            try await rig.check(.currency, at: "12:10:30")
            #expect(pings() == 2)
        }
    }

    @Test("a market that failed at its close does not hold the evening back for ever")
    func closedMarket() async throws {
        try await withRig("12:00:30") { rig in
            try rig.fault(.serverError, "FX", from: "12:00:00") { $0.status = 500 }
            try await rig.check(.currency, at: "12:00:30")
            try await rig.check(.equities, at: "12:20:30")
            #expect(rig.pings.withLock { $0 } == 0)
            try await rig.check(.equities, at: "12:40:30")
            #expect(rig.pings.withLock { $0 } == 1)
        }
    }
}
