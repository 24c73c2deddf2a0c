import Market
import Platform
import Store
import TestKit
import Testing

@testable import Scheduling

/// A clock that was wrong once, and is right again.
@Suite("A clock that was ahead", .timeLimit(.minutes(5)))
struct ClockAheadTests {
    static let spans: [Duration] = [.hours(3), .hours(30 * 24), .hours(365 * 24), .hours(3_653 * 24)]

    @Test("within one cycle everything runs again, whatever the wrong clock has run", arguments: spans, [false, true])
    func resumption(_ ahead: Duration, restarts: Bool) async throws {
        let right = moscow("2024-07-15 11:02:00")
        let clock = JumpingClock(right - .minutes(30))
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let wanted = SchedulerDayTests.seedJobs(stage)
        let watch = stage.job(
            "alert_watch",
            .interval(
                try #require(IntervalTrigger(every: .minutes(1), window: .always(anchor: Timestamp(seconds: 45))))
            )
        )
        var scheduler = stage.scheduler(store, standing: [watch], wanted: wanted)
        for minute in 0..<30 {
            clock.jump(to: right - .minutes(30 - minute))
            try await scheduler.step()
        }
        for minute in 0..<15 {
            clock.jump(to: right + ahead + .minutes(minute))
            try await scheduler.step()
        }
        if restarts { scheduler = stage.scheduler(store, standing: [watch], wanted: wanted) }
        let before = stage.noted().count
        for minute in 0..<6 {
            clock.jump(to: right + .minutes(minute))
            try await scheduler.step()
        }
        let noted = Set(stage.noted().dropFirst(before))
        for job in ["EQ1", "FX1", "FO1"] {
            #expect(noted.contains("\(job) 2024-07-15 11:05:00"), "\(job): \(noted.sorted())")
        }
        #expect(noted.filter { $0.hasPrefix("alert_watch") }.count >= 5)
        #expect(!noted.contains { $0.contains("10:") }, "nothing before now is repeated: \(noted.sorted())")
        let plan = try await store.jobs.plan()
        #expect(plan.allSatisfy { $0.nextRun.map { $0 < right + .hours(25) } ?? true })
        // The days that the wrong clock has lived are still to come.
        #expect(try await store.jobs.runs(from: clock.now + .milliseconds(1), until: right + ahead + .hours(48)) == [])
        let said = try await store.outbox.messages(.queued, limit: 100).compactMap { message -> Notice? in
            guard case .notice(let notice) = message.draft.content, notice.kind == .clockResumed else { return nil }
            return notice
        }
        #expect(said.count == 1)
        #expect(MendedClock(text: try await store.settings.value(SettingName.mendedClock))?.at == right)
    }

    @Test("a small step back repeats nothing and says nothing", arguments: [1, 59, 89])
    func smallStep(_ minutes: Int) async throws {
        let clock = JumpingClock(moscow("2024-07-15 10:00:00"))
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let scheduler = stage.scheduler(store, wanted: SchedulerDayTests.seedJobs(stage))
        for minute in 0...120 {
            clock.jump(to: moscow("2024-07-15 10:00:00") + .minutes(minute))
            try await scheduler.step()
        }
        let before = stage.noted()
        for back in stride(from: minutes, through: 0, by: -1) {
            clock.jump(to: moscow("2024-07-15 12:00:00") - .minutes(back))
            try await scheduler.step()
        }
        #expect(stage.noted() == before)
        #expect(try await store.outbox.depth().queued == 0)
        #expect(try await store.settings.value(SettingName.mendedClock) == nil)
    }

    @Test("a clock that is behind for a while costs no history and repeats no report")
    func behind() async throws {
        let now = moscow("2024-07-15 19:30:00")
        let clock = JumpingClock(now - .minutes(60))
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let wanted = SchedulerDayTests.seedJobs(stage)
        var scheduler = stage.scheduler(store, wanted: wanted)
        for minute in 0...60 {
            clock.jump(to: now - .minutes(60 - minute))
            try await scheduler.step()
        }
        var batch = StoreBatch()
        batch.feeds.slots = [
            SlotRecord(
                feed: Feed(.equities, .tradestats),
                date: MoscowTime.date(of: now),
                label: try #require(TimeOfDay("19:25")),
                systime: now,
                receivedAt: now,
                rowCount: 1,
                secidCount: 1
            )
        ]
        try await store.commit(batch)
        let ledger = try await store.jobs.runs(limit: 1_000).count
        // A machine without a battery starts in another year, until it has asked for the time.
        scheduler = stage.scheduler(store, wanted: wanted)
        for minute in 0..<3 {
            clock.jump(to: moscow("2020-01-01 00:00:00") + .minutes(minute))
            try await scheduler.step()
        }
        let before = stage.noted()
        clock.jump(to: now + .minutes(1))
        try await scheduler.step()
        #expect(Set(stage.noted().dropFirst(before.count)).filter { !$0.contains("19:30:00") } == [])
        #expect(stage.noted("hi2_check 2024-07-15").count == 1)
        #expect(try await store.jobs.runs(limit: 100_000).count >= ledger)
    }

    @Test("a night of a clock that is ahead removes nothing that is young", arguments: spans.dropFirst())
    func prune(_ ahead: Duration) async throws {
        let right = moscow("2024-07-15 05:40:20")
        let clock = JumpingClock(right)
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let feed = Feed(.equities, .tradestats)
        let today = MoscowTime.date(of: right)
        let noon = try #require(TimeOfDay(hour: 12, minute: 0))
        var batch = StoreBatch()
        batch.feeds.slots = (1...70).map { age in
            SlotRecord(
                feed: feed,
                date: today.adding(days: -age),
                label: noon,
                systime: MoscowTime.instant(today.adding(days: -age), noon),
                receivedAt: right,
                rowCount: 1,
                secidCount: 1
            )
        }
        batch.updates.handled = [HandledUpdate(id: 1, offset: 2)]
        try await store.commit(batch)
        clock.jump(to: right + ahead)
        _ = try await store.maintenance.prune(before: clock.now - .hours(60 * 24))
        #expect(try await store.feeds.slotDates(feed, limit: 100).count >= 58, "two days at most, of seventy")
        #expect(try await store.updates.hasSeen(1))
        clock.jump(to: right)
        _ = try await store.maintenance.prune(before: clock.now - .hours(60 * 24))
        #expect(try await store.feeds.slotDates(feed, limit: 100).count >= 58)
    }

    @Test("a store without a word from the exchange keeps what is young as well")
    func pruneWithoutSlots() async throws {
        let right = moscow("2024-07-15 05:40:20")
        let clock = JumpingClock(right)
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        for hour in 0..<48 {
            clock.jump(to: right - .hours(48 - hour))
            try await store.ledger.finish(
                JobRun(job: "alert_watch", nominal: clock.now, outcome: .succeeded, claimedAt: clock.now)
            )
        }
        clock.jump(to: right + .hours(365 * 24))
        let run = JobRun(job: "alert_watch", nominal: clock.now, outcome: .running, claimedAt: clock.now)
        _ = try await store.ledger.claim([run], skips: [], marks: [])
        #expect(try await store.maintenance.prune(before: clock.now - .hours(60 * 24)) == 0)
    }
}
