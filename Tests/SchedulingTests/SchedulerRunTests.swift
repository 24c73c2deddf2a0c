import Market
import Scheduling
import Platform
import Store
import TestKit
import Testing

struct Broken: Error, CustomStringConvertible {
    var description: String { "the exchange\nsaid no" }
}

@Suite("Scheduler runs", .timeLimit(.minutes(5)))
struct SchedulerRunTests {
    private let clock = ManualClock(moscow("2024-07-15 09:59:30"))

    private func fiveMinutes() throws -> Trigger {
        try every(5, from: moscow("2024-07-15 10:00:00"), through: moscow("2024-07-15 18:40:00"))
    }

    @Test("a thousand jobs on one second all run, once", arguments: [ExecutionMode.concurrent, .sequential])
    func thousand(execution: ExecutionMode) async throws {
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let trigger = try fiveMinutes()
        let jobs = (1...1_000).map { stage.job("job\($0)", trigger) }
        let scheduler = stage.scheduler(store, execution: execution, wanted: { _, _ in jobs })
        try await scheduler.step()
        clock.advance(to: moscow("2024-07-15 10:00:00"))
        try await scheduler.step()
        try await scheduler.step()
        await scheduler.idle()
        #expect(stage.noted().count == 1_000)
        #expect(Set(stage.noted()).count == 1_000)
        let ledger = try await store.jobs.runs(
            from: moscow("2024-07-15 10:00:00"),
            until: moscow("2024-07-15 10:00:01")
        )
        #expect(ledger.count == 1_000)
        #expect(ledger.allSatisfy { $0.outcome == .succeeded })
        #expect(await scheduler.nextWake == moscow("2024-07-15 10:05:00"))
    }

    @Test("a run that lasts three ticks makes the ticks skip, and the others do not wait for it")
    func overlap() async throws {
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let gate = Gate()
        let slow = stage.job("slow", try fiveMinutes(), limit: .hours(1)) { _ in
            await gate.pass()
            return "at last"
        }
        let quick = stage.job("quick", try fiveMinutes())
        let scheduler = stage.scheduler(store, execution: .concurrent, wanted: { _, _ in [slow, quick] })
        for tick in 0...3 {
            try await scheduler.step()
            clock.advance(to: moscow("2024-07-15 10:00:00") + .minutes(5 * tick))
            try await scheduler.step()
            await gate.arrivals(1)
        }
        gate.open()
        await scheduler.idle()
        #expect(stage.noted("slow") == ["slow 2024-07-15 10:00:00"])
        #expect(stage.noted("quick").count == 4)
        let ledger = try await store.jobs.runs(job: "slow", limit: 10)
        #expect(ledger.map(\.outcome) == [.skippedOverlap, .skippedOverlap, .skippedOverlap, .succeeded])
        #expect(ledger.last?.detail == "at last")
    }

    @Test("a buffered job keeps the latest of the waiting runs and starts it when the first is done")
    func buffer() async throws {
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let gate = Gate()
        let job = stage.job("collect", try fiveMinutes(), overlap: .bufferOne, limit: .hours(1)) { _ in
            await gate.pass()
            return "collected"
        }
        let scheduler = stage.scheduler(store, execution: .concurrent, wanted: { _, _ in [job] })
        for tick in 0...2 {
            try await scheduler.step()
            clock.advance(to: moscow("2024-07-15 10:00:00") + .minutes(5 * tick))
            try await scheduler.step()
            await gate.arrivals(1)
        }
        gate.open()
        await gate.arrivals(2)
        await scheduler.idle()
        #expect(stage.noted() == ["collect 2024-07-15 10:00:00", "collect 2024-07-15 10:10:00"])
        let ledger = try await store.jobs.runs(job: "collect", limit: 10)
        #expect(ledger.map(\.outcome) == [.succeeded, .coalesced, .succeeded])
    }

    @Test("a failing job and one that hangs beyond its limit stop nobody")
    func failures() async throws {
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let gate = Gate()
        let trigger = try fiveMinutes()
        let jobs = [
            stage.job("broken", trigger) { _ in throw Broken() },
            stage.job("hanging", trigger, limit: .minutes(2)) { _ in
                await gate.pass()  // Deaf to its cancellation.
                return "too late"
            },
            stage.job("sound", trigger),
        ]
        let scheduler = stage.scheduler(store, execution: .concurrent, wanted: { _, _ in jobs })
        try await scheduler.step()
        clock.advance(to: moscow("2024-07-15 10:00:00"))
        try await scheduler.step()
        await gate.arrivals(1)
        await clock.sleepers(1)
        clock.advance(by: .minutes(2))
        let hanging = { try await store.jobs.run("hanging", nominal: moscow("2024-07-15 10:00:00"))?.outcome }
        while try await hanging() == .running { await Task.yield() }
        #expect(try await hanging() == .timedOut)
        clock.advance(by: .minutes(3))
        try await scheduler.step()
        gate.open()
        await scheduler.idle()
        #expect(try await hanging() == .timedOut, "a late return changes nothing")
        #expect(stage.noted("sound").count == 2)
        #expect(stage.noted("hanging").count == 1)
        let ledger = try await store.jobs.runs(job: "broken", limit: 10)
        #expect(ledger.map(\.outcome) == [.failed, .failed])
        #expect(ledger.first?.detail == "the exchange; said no")
        #expect(try await store.jobs.run("hanging", nominal: moscow("2024-07-15 10:05:00"))?.outcome == .skippedOverlap)
    }

    @Test("a crash between claim and result leaves one interrupted run, and the run is not repeated")
    func crash() async throws {
        let stage = try SchedulerStage(clock: clock)
        let trigger = try fiveMinutes()
        do {
            let store = try stage.openStore()
            let job = stage.job("orders", trigger, jobClass: .orders)
            let scheduler = stage.scheduler(store, wanted: { _, _ in [job] })
            try await scheduler.step()
            // The claim of 10:00 is written as the scheduler writes it; then the process is gone.
            let nominal = moscow("2024-07-15 10:00:00")
            clock.advance(to: nominal)
            let run = JobRun(job: "orders", nominal: nominal, outcome: .running, claimedAt: clock.now)
            #expect(try await store.ledger.claim([run], skips: [], marks: []) == [true])
            await store.close()
        }
        let store = try stage.openStore()
        let job = stage.job("orders", trigger, jobClass: .orders)
        let scheduler = stage.scheduler(store, wanted: { _, _ in [job] })
        clock.advance(by: .seconds(20))
        try await scheduler.step()
        let ledger = try await store.jobs.runs(job: "orders", limit: 10)
        #expect(ledger.map(\.outcome) == [.interrupted])
        #expect(stage.noted() == [])
        clock.advance(to: moscow("2024-07-15 10:05:00"))
        try await scheduler.step()
        #expect(stage.noted() == ["orders 2024-07-15 10:05:00"])
    }

    @Test("two schedulers over one file never run the same time twice")
    func twoSchedulers() async throws {
        let stage = try SchedulerStage(clock: clock)
        let trigger = try fiveMinutes()
        let job = stage.job("EQ1", trigger)
        let stores = [try stage.openStore(), try stage.openStore()]
        let schedulers = stores.map { stage.scheduler($0, wanted: { _, _ in [job] }) }
        for tick in 0...20 {
            for scheduler in schedulers { try await scheduler.step() }
            clock.advance(to: moscow("2024-07-15 10:00:00") + .minutes(5 * tick))
        }
        #expect(stage.noted().count == 20)
        #expect(Set(stage.noted()).count == 20)
    }

    private static let message: StoreBatch = {
        var batch = StoreBatch()
        batch.outbox.drafts = [OutboxDraft(dedupeKey: "x", content: .notice(.botChanged), priority: .report)]
        return batch
    }()

    @Test("a run's end and what it found are one transaction", arguments: [ExecutionMode.concurrent, .sequential])
    func oneTransaction(execution: ExecutionMode) async throws {
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let told = Lock(0)
        let job = stage.job("report", try fiveMinutes()) { _ in
            RunResult("sent", writing: Self.message, afterwards: { told.withLock { $0 += 1 } })
        }
        let scheduler = stage.scheduler(store, execution: execution, wanted: { _, _ in [job] })
        try await scheduler.step()
        let other = try Connection(path: stage.folder + "/mayak.db")
        try other.script(
            """
            CREATE TRIGGER no BEFORE UPDATE ON job_runs WHEN NEW.outcome = 'succeeded'
            BEGIN SELECT RAISE(ABORT, 'power cut'); END
            """
        )
        clock.advance(to: moscow("2024-07-15 10:00:00"))
        try await scheduler.step()
        await scheduler.idle()
        #expect(try await store.jobs.run("report", nominal: clock.now)?.outcome == .failed)
        #expect(try await store.outbox.depth().queued == 0, "what was found goes with the run's end")
        #expect(told.withLock { $0 } == 0, "nobody is told of what is not written")
        try other.script("DROP TRIGGER no")
        clock.advance(by: .minutes(5))
        try await scheduler.step()
        await scheduler.idle()
        let run = try await store.jobs.run("report", nominal: clock.now)
        #expect(run?.outcome == .succeeded)
        #expect(run?.detail == "sent")
        #expect(try await store.outbox.depth().queued == 1)
        #expect(told.withLock { $0 } == 1)
    }

    @Test("what a run finds after its limit counts as little as the run")
    func tooLate() async throws {
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let gate = Gate()
        let job = stage.job("report", try daily("10:00"), limit: .minutes(2)) { _ in
            await gate.pass()  // Deaf to its cancellation.
            return RunResult("sent", writing: Self.message)
        }
        let scheduler = stage.scheduler(store, execution: .concurrent, wanted: { _, _ in [job] })
        try await scheduler.step()
        clock.advance(to: moscow("2024-07-15 10:00:00"))
        try await scheduler.step()
        await gate.arrivals(1)
        await clock.sleepers(1)
        clock.advance(by: .minutes(2))
        let outcome = { try await store.jobs.run("report", nominal: moscow("2024-07-15 10:00:00"))?.outcome }
        while try await outcome() == .running { await Task.yield() }
        gate.open()
        await scheduler.idle()
        #expect(try await outcome() == .timedOut)
        #expect(try await store.outbox.depth().queued == 0)
    }

    @Test("a person may run a job now; its plan goes on unchanged")
    func runNow() async throws {
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let job = stage.job("hi2_check", try daily("19:01"))
        let scheduler = stage.scheduler(store, wanted: { _, _ in [job] })
        let run = try await scheduler.runNow("Hi2_Check")
        #expect(run.outcome == .succeeded)
        #expect(run.detail == "noted")
        #expect(run.nominal == clock.now)
        let unknown = await #expect(throws: SchedulerError.self) { try await scheduler.runNow("hi3") }
        #expect(unknown?.kind == .unknownJob)
        #expect(unknown?.detail == "there is no job hi3 today; there are daily_run_jobs, hi2_check")
        clock.advance(to: moscow("2024-07-15 19:01:00"))
        try await scheduler.step()
        #expect(stage.noted() == ["hi2_check 2024-07-15 09:59:30", "hi2_check 2024-07-15 19:01:00"])
    }

    @Test("commands run jobs and are answered; stale ones are refused; others go to their handler")
    func commands() async throws {
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let job = stage.job("hi2_check", try daily("19:01"))
        let broken = stage.job("broken", try daily("19:01")) { _ in throw Broken() }
        let scheduler = stage.scheduler(store, wanted: { _, _ in [job, broken] }) { command in
            // A failure shows in the command's state, which is checked below.
            try? await store.commands.finish(command.id, .done, result: "taken")
        }
        let stale = try await store.commands.post(.job(.run(id: "hi2_check")), author: "Иван", channel: .telegram)
        clock.advance(by: .minutes(6))
        var ids: [Int64] = []
        for command in [
            SchedulerCommand.job(.run(id: "hi2_check")), .job(.run(id: "broken")), .job(.run(id: "nothing")),
            .alert(.acknowledge(alert: 1)),
        ] {
            ids.append(try await store.commands.post(command, author: "Иван", channel: .cli))
        }
        try await scheduler.step()
        let states = try await ([stale] + ids).asyncMap { try await store.commands.command($0)?.state }
        #expect(states == [.refused, .done, .failed, .refused, .done])
        #expect(try await store.commands.command(ids[1])?.result == "failed: the exchange; said no")
        #expect(stage.noted("hi2_check").count == 1)
    }

    @Test("what somebody asked who has lost the right since is refused, also what a dead process had claimed")
    func lostRights() async throws {
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let job = stage.job("hi2_check", try daily("19:01"))
        for id in [1, 2] as [Int64] { try await store.people.setRole(Person(id: id, name: "P", role: .operator)) }
        func post(_ command: SchedulerCommand, _ person: Int64) async throws -> Int64 {
            try await store.commands.post(command, author: "P (\(person))", channel: .telegram, person: person)
        }
        let take = SchedulerCommand.alert(.acknowledge(alert: 1))
        let claimed = [try await post(take, 1), try await post(take, 2)]
        _ = try await store.commands.claim()
        let queued = [
            try await post(.job(.run(id: "hi2_check")), 1), try await post(take, 1), try await post(take, 2),
        ]
        try await store.people.remove(1, appointed: [2])
        try await store.people.setRole(Person(id: 1, name: "P", role: .admin))
        let new = try await post(take, 1)
        let taken = Lock<[Int64]>([])
        let scheduler = stage.scheduler(store, wanted: { _, _ in [job] }) { command in
            taken.withLock { $0.append(command.id) }
            // A failure shows in what was taken twice.
            try? await store.commands.finish(command.id, .done, result: "taken")
        }
        try await scheduler.step()
        try await scheduler.step()
        #expect(taken.withLock { $0 } == [claimed[1], queued[2], new])
        let states = try await (claimed + queued + [new]).asyncMap { try await store.commands.command($0)?.state }
        #expect(states == [.withdrawn, .done, .withdrawn, .withdrawn, .done, .done])
        #expect(stage.noted("hi2_check").isEmpty)
    }

    @Test("a stop lets a running job finish, and ends one that does not")
    func stop() async throws {
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let (short, long) = (Gate(), Gate())
        let trigger = try fiveMinutes()
        let jobs = [
            stage.job("short", trigger, limit: .hours(1)) { _ in
                await short.pass()
                return "finished"
            },
            stage.job("long", trigger, limit: .hours(1)) { _ in
                await long.pass()
                return "never seen"
            },
        ]
        let scheduler = stage.scheduler(store, execution: .concurrent, wanted: { _, _ in jobs })
        let running = Task { try await scheduler.run() }
        await clock.sleepers(2)
        clock.advance(to: moscow("2024-07-15 10:00:00"))
        await short.arrivals(1)
        await long.arrivals(1)
        await clock.sleepers(4)  // Two watchdogs, and the scheduler's two sleeps.
        running.cancel()
        await clock.sleeper(until: clock.now + .seconds(6))  // The stop limit instead of the scheduler's sleeps.
        short.open()
        while try await store.jobs.run("short", nominal: moscow("2024-07-15 10:00:00"))?.outcome == .running {
            await Task.yield()
        }
        clock.advance(by: .seconds(6))
        await #expect(throws: CancellationError.self) { try await running.value }
        #expect(try await store.jobs.run("short", nominal: moscow("2024-07-15 10:00:00"))?.outcome == .succeeded)
        #expect(try await store.jobs.run("long", nominal: moscow("2024-07-15 10:00:00"))?.outcome == .interrupted)
        long.open()
        await scheduler.idle()
        #expect(try await store.jobs.run("long", nominal: moscow("2024-07-15 10:00:00"))?.outcome == .interrupted)
    }

    @Test("an edit by another process reaches a sleeping scheduler at once")
    func poll() async throws {
        let stage = try SchedulerStage(clock: clock)
        let store = try stage.openStore()
        let other = try stage.openStore()
        let scheduler = stage.scheduler(store, execution: .concurrent, wanted: SchedulerDayTests.seedJobs(stage))
        let running = Task { try await scheduler.run() }
        await clock.sleepers(2)
        let date = try #require(CivilDate("2024-07-15"))
        let edit = try await other.calendar.editDay(
            CalendarStatement(
                market: .futures,
                date: date,
                layer: .edit,
                kind: .closed,
                author: "cli",
                saidAt: clock.now
            )
        )
        // The clock stands still: the commit wakes it.
        var impact: CalendarImpact?
        while impact == nil {
            await Task.yield()
            impact = try await other.calendar.impact(revision: edit.revision)
        }
        #expect(impact?.jobsRemoved == ["FO1", "FO2", "FO3"])
        running.cancel()
        await #expect(throws: CancellationError.self) { try await running.value }
    }
}

extension Array {
    fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async throws -> [Result] {
        var results: [Result] = []
        for element in self { results.append(try await transform(element)) }
        return results
    }
}
