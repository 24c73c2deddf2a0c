import Market
import Scheduling
import Platform
import Store
import TestKit
import Testing

/// The scheduler over days, on clocks that tests move.
@Suite("Scheduler over days", .timeLimit(.minutes(5)))
struct SchedulerDayTests {
    /// The jobs of seed 002, from the sessions of the day.
    static func seedJobs(_ stage: SchedulerStage) -> StageJobs.Wanted {
        { calendar, date in
            var jobs: [Job] = []
            for market in AlgoPackSegment.allCases {
                for (index, window) in calendar.day(date, market).windows.enumerated() {
                    guard
                        let interval = IntervalTrigger(
                            every: .minutes(5),
                            window: .span(from: window.open, through: window.close)
                        )
                    else { continue }
                    jobs.append(stage.job("\(market)\(index + 1)", .interval(interval)))
                }
            }
            for (id, time) in [("hi2_check", "19:01"), ("send_plots", "19:02")] {
                guard let time = TimeOfDay(time) else { continue }
                jobs.append(
                    stage.job(
                        id,
                        .cron(CronExpression(dailyAt: time)),
                        calendarRule: .monitoredDays(of: AlgoPackSegment.allCases),
                        jobClass: .dailyReport
                    )
                )
            }
            return jobs
        }
    }

    /// Steps a replay until an instant.
    static func replay(_ scheduler: Scheduler, _ clock: ReplayClock, until end: Timestamp) async throws {
        while clock.now < end {
            try await scheduler.step()
            clock.advance(to: min(end, await scheduler.nextWake ?? end))
        }
    }

    @Test("three midnights without a restart leave every job alive, and the weekend quiet")
    func midnights() async throws {
        let clock = ReplayClock(start: moscow("2024-07-18 22:00:00"))  // A Thursday.
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let standing = stage.job(
            "risk_checks",
            try every(30, from: moscow("2024-07-18 00:00:00"), through: moscow("2025-01-01 00:00:00"))
        )
        let scheduler = stage.scheduler(store, standing: [standing], wanted: Self.seedJobs(stage))
        try await Self.replay(scheduler, clock, until: moscow("2024-07-22 23:59:00"))

        // EQ main 10:00-18:40 and evening 19:05-23:50 both ends included, FX 10:00-19:00, FO three sessions.
        let perDay = [
            "EQ1": 105, "EQ2": 58, "FX1": 109, "FO1": 61, "FO2": 58, "FO3": 58, "hi2_check": 1, "send_plots": 1,
        ]
        for date in ["2024-07-19", "2024-07-22"] {
            for (job, count) in perDay { #expect(stage.noted("\(job) \(date)").count == count, "\(job) \(date)") }
        }
        for date in ["2024-07-20", "2024-07-21"] {
            #expect(stage.noted().filter { $0.contains(date) && !$0.hasPrefix("risk_checks") } == [], "closed")
        }
        #expect(stage.noted("risk_checks 2024-07-2").count == 3 * 48, "a job outside the day's set is never touched")
        let rollOvers = try await store.jobs.runs(job: JobName.rollOver, limit: 10)
        #expect(
            rollOvers.map { MoscowTime.text($0.nominal) } == ["22", "21", "20", "19"].map { "2024-07-\($0) 00:00:00" }
        )
        #expect(rollOvers.allSatisfy { $0.outcome == .succeeded })
        let weekend = try await store.jobs.run("hi2_check", nominal: moscow("2024-07-20 19:01:00"))
        #expect(weekend?.outcome == .skippedCalendar)
    }

    @Test("two replays of a day do the same in the same order")
    func determinism() async throws {
        var orders: [[String]] = []
        for _ in 0..<2 {
            let clock = ReplayClock(start: moscow("2024-07-15 09:00:00"))
            let stage = try SchedulerStage(clock: clock)
            let scheduler = stage.scheduler(try stage.openStore(), wanted: Self.seedJobs(stage))
            try await Self.replay(scheduler, clock, until: moscow("2024-07-15 20:00:00"))
            orders.append(stage.noted())
        }
        #expect(orders[0].count > 300)
        #expect(orders[0] == orders[1])
    }

    @Test("after a suspend of 40 minutes the latest run stands for the missed ones")
    func suspend() async throws {
        let clock = JumpingClock(moscow("2024-07-15 10:00:00"))
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let scheduler = stage.scheduler(store, wanted: Self.seedJobs(stage))
        try await scheduler.step()
        clock.jump(to: moscow("2024-07-15 10:42:00"))
        try await scheduler.step()
        #expect(stage.noted("EQ1") == ["EQ1 2024-07-15 10:00:00", "EQ1 2024-07-15 10:40:00"])
        let ledger = try await store.jobs.runs(job: "EQ1", limit: 20)
        #expect(ledger.map(\.outcome) == [.succeeded] + Array(repeating: .missed, count: 7) + [.succeeded])
        #expect(ledger[1].detail.contains("late by 0:07:00"))
    }

    @Test("a suspend over midnight settles the old day and catches up with the new one")
    func suspendOverMidnight() async throws {
        let clock = JumpingClock(moscow("2024-07-15 18:59:00"))
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let scheduler = stage.scheduler(store, wanted: Self.seedJobs(stage))
        try await scheduler.step()
        clock.jump(to: moscow("2024-07-16 10:03:00"))
        try await scheduler.step()
        let oldDay = try await store.jobs.run("EQ2", nominal: moscow("2024-07-15 23:50:00"))
        #expect(oldDay?.outcome == .missed)
        let report = try await store.jobs.run("send_plots", nominal: moscow("2024-07-15 19:02:00"))
        #expect(report?.outcome == .missed, "yesterday's report belongs to yesterday")
        #expect(stage.noted("EQ1 2024-07-16") == ["EQ1 2024-07-16 10:00:00"])
        #expect(stage.noted("FO1 2024-07-16") == ["FO1 2024-07-16 10:00:00"])
        let morning = try await store.jobs.run("FO1", nominal: moscow("2024-07-16 09:05:00"))
        #expect(morning?.outcome == .missed, "planned runs of the new day are accounted for as well")
    }

    @Test("a clock that goes back an hour runs nothing twice")
    func clockBack() async throws {
        let clock = JumpingClock(moscow("2024-07-15 10:00:00"))
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let scheduler = stage.scheduler(store, wanted: Self.seedJobs(stage))
        for minute in 0...90 {
            clock.jump(to: moscow("2024-07-15 10:00:00") + .minutes(minute))
            try await scheduler.step()
        }
        let before = stage.noted()
        // An hour back, in the same process and in a new one.
        let restarted = stage.scheduler(store, wanted: Self.seedJobs(stage))
        for scheduler in [scheduler, restarted] {
            for minute in 30...90 {
                clock.jump(to: moscow("2024-07-15 10:00:00") + .minutes(minute))
                try await scheduler.step()
            }
            #expect(stage.noted() == before)
        }
        clock.jump(to: moscow("2024-07-15 11:35:00"))
        try await restarted.step()
        #expect(stage.noted("EQ1").last == "EQ1 2024-07-15 11:35:00")
    }

    @Test("after a downtime the first step catches up within the grace")
    func downtime() async throws {
        let clock = JumpingClock(moscow("2024-07-15 10:00:00"))
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        try await stage.scheduler(store, wanted: Self.seedJobs(stage)).step()
        clock.jump(to: moscow("2024-07-15 19:13:00"))
        let second = stage.scheduler(store, wanted: Self.seedJobs(stage))
        try await second.step()
        #expect(stage.noted("EQ2") == ["EQ2 2024-07-15 19:10:00"])
        #expect(stage.noted("send_plots") == ["send_plots 2024-07-15 19:02:00"], "worth doing until the day is over")
        #expect(stage.noted("EQ1") == ["EQ1 2024-07-15 10:00:00"], "its session is over")
        let last = try await store.jobs.run("EQ1", nominal: moscow("2024-07-15 18:40:00"))
        #expect(last?.outcome == .missed)
    }

    @Test("an edit to closed removes the day's monitors, and its undo brings them back")
    func calendarEdit() async throws {
        let clock = JumpingClock(moscow("2024-07-15 12:01:00"))
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let standing = stage.job("foreign", try daily("13:00"))
        let scheduler = stage.scheduler(store, standing: [standing], wanted: Self.seedJobs(stage))
        try await scheduler.step()
        let date = try #require(CivilDate("2024-07-15"))
        let edit = try await store.calendar.editDay(
            CalendarStatement(
                market: .equities,
                date: date,
                layer: .edit,
                kind: .closed,
                author: "Иван",
                saidAt: clock.now
            )
        )
        clock.jump(to: moscow("2024-07-15 12:01:01"))
        try await scheduler.step()
        let impact = try #require(try await store.calendar.impact(revision: edit.revision))
        #expect(impact.revision == edit.revision)
        #expect(impact.jobsRemoved == ["EQ1", "EQ2"])
        #expect(impact.jobsAdded == [])
        let plan = try await store.jobs.plan()
        #expect(plan.map(\.id) == ["FO1", "FX1", "foreign", "FO2", "hi2_check", "send_plots", "FO3", "daily_run_jobs"])

        clock.jump(to: moscow("2024-07-15 12:16:00"))
        let undo = try #require(try await store.calendar.undoEdits([edit.id], author: "Иван").first)
        try await scheduler.step()
        let back = try #require(try await store.calendar.impact(revision: undo.revision))
        #expect(back.jobsAdded == ["EQ1", "EQ2"])
        #expect(
            back.nextRuns.map(\.at) == ["2024-07-15 12:20:00", "2024-07-15 19:05:00"],
            "nothing is owed from the closed time"
        )
        clock.jump(to: moscow("2024-07-15 12:20:00"))
        try await scheduler.step()
        #expect(stage.noted("EQ1") == ["EQ1 2024-07-15 12:20:00"])
        let skipped = try await store.jobs.run("EQ1", nominal: moscow("2024-07-15 12:10:00"))
        #expect(skipped == nil)
    }
}
