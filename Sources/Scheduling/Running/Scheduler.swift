package import Market
package import Platform
package import Store

/// Runs jobs at their times, keeps the ledger of runs, and replaces the day's jobs at midnight and after calendar edits.
///
/// `JobBook` decides; this actor carries out. Every run is claimed in the store under (job, nominal time) before it
/// starts, so no two processes and no restart run it twice. A replay calls ``step()`` and moves its clock to
/// ``nextWake``; ``run()`` does the same against real time.
package actor Scheduler: Service {
    /// Reads the calendar as the store now has it.
    package typealias CalendarSource = @Sendable () async throws -> TradingCalendar

    let options: SchedulerOptions
    let store: SchedulerStore
    let resumption: ClockResumption
    let clock: any MarketClock
    let pollClock: any MarketClock
    let log: Log
    let calendarSource: CalendarSource
    let jobs: JobSources
    let commands: CommandHandlers

    var book = JobBook()
    var calendar: TradingCalendar?
    var calendarRevision: Int64 = -1
    var dataVersion: Int64 = -1
    /// Jobs that a person has stopped, by id.
    var pauses: [String: JobPause] = [:]
    var flights: [RunKey: Flight] = [:]
    var drainContinuation: CheckedContinuation<Void, Never>?
    /// Commands that wait for the exchange.
    var questions = 0
    var isStopping = false
    /// The mark that jobs wait for since the clock went back a little.
    var waitingUntil: Timestamp?
    private var savedPlans: [JobPlan]?
    private var lastHeartbeat: Timestamp?

    /// - Parameters:
    ///   - resumption: What a clock that was ahead has left, looked for at the start and wherever the clock steps.
    ///   - pollClock: Real time, for the poll of the store and the stop limit; give the replay clock in a replay.
    ///   - jobs: In the order in which people see those of the same time; `JobName.rollOver` is added by the scheduler itself.
    ///   - commands: What is asked for besides runs of jobs.
    package init(
        options: SchedulerOptions = SchedulerOptions(),
        store: SchedulerStore,
        resumption: ClockResumption,
        clock: any MarketClock,
        pollClock: any MarketClock,
        log: Log,
        calendar: @escaping CalendarSource,
        jobs: [any JobSource],
        commands: CommandHandlers
    ) {
        self.options = options
        self.store = store
        self.resumption = resumption
        self.clock = clock
        self.pollClock = pollClock
        self.log = log
        calendarSource = calendar
        self.jobs = JobSources(jobs)
        self.commands = commands
    }

    /// When the next run is due; nil before the first step and when nothing is planned.
    package var nextWake: Timestamp? { book.nextWake }

    /// The jobs as people see them, the next to run first.
    package var plans: [JobPlan] {
        book.listed.enumerated().map { position, entry in
            JobPlan(
                id: entry.job.id,
                trigger: entry.job.trigger.consoleText(in: entry.job.zone),
                function: entry.job.function,
                asksFirst: entry.job.asksFirst,
                nextRun: entry.due,
                zone: entry.job.zone.name,
                isPaused: pauses[entry.job.id] != nil,
                position: position
            )
        }
    }

    /// Takes in edits and commands, then carries out what is due now; the first call also starts up.
    ///
    /// - Throws: what the store throws; nothing that a job throws.
    package func step() async throws {
        guard !isStopping else { return }
        try await resumeIfClockWasAhead()
        try await takeInChanges()
        let calendar = try await presentCalendar()
        try await rollOverIfDue(calendar)
        // The new day may have brought another calendar and other jobs.
        _ = try await carryOut(book.decide(at: clock.now, calendar: self.calendar ?? calendar, pauses: pauses))
        try await signLife()
        try await savePlans()
    }

    /// Loops over ``step()`` until the task is cancelled, then stops gracefully (see ``stop()``).
    ///
    /// - Throws: `CancellationError`, or the store's error when ten steps in a row have failed.
    package func run() async throws {
        let loop = Wakeup()
        try await store.changes.commits().waking(loop) {
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { [options, pollClock] in try await loop.call(every: options.pollInterval, of: pollClock)
                }
                try await repeatSteps(loop)
            }
        }
    }

    private func repeatSteps(_ loop: Wakeup) async throws {
        var failures = 0
        while !Task.isCancelled {
            let seen = loop.count
            do {
                try await step()
                failures = 0
            } catch {
                failures += 1
                log.error("Scheduler step failed", ["error": "\(error)", "failures": "\(failures)"])
                guard failures < Self.mostFailures else {
                    await stop()
                    throw error
                }
            }
            if let due = book.nextWake { loop.call(at: due, of: clock) }
            await loop.wait(after: seen)
        }
        loop.endAlarm()
        await stop()
        throw CancellationError()
    }

    /// At midnight, settles what the old day still owes, then lets the new day's jobs take its place.
    private func rollOverIfDue(_ calendar: TradingCalendar) async throws {
        guard let rollOver = book[JobName.rollOver], let midnight = rollOver.next,
            let due = rollOver.due, due <= clock.now
        else { return }
        _ = try await carryOut(book.decide(at: clock.now, calendar: calendar, pauses: pauses, before: midnight))
        let decisions = book.decide(at: clock.now, calendar: calendar) { $0.id == JobName.rollOver }
        for run in try await carryOut(decisions) { _ = await run.value }
    }

    func presentCalendar() async throws -> TradingCalendar {
        if let calendar { return calendar }
        return try await startUp()
    }

    /// Ends what a crash left open, and plans the day.
    private func startUp() async throws -> TradingCalendar {
        try await resumption.check(at: clock.now)
        let now = clock.now
        for var run in try await store.ledger.interrupted() {
            run.outcome = .interrupted
            run.finishedAt = now
            run.detail = "the process ended before the run did"
            try await store.ledger.finish(run)
            log.warning("Run was interrupted", ["job": run.job, "nominal": RFC3339.text(run.nominal)])
        }
        let revision = try await store.calendar.revision()
        let loaded = try await calendarSource()
        var marks: [String: Timestamp] = [:]
        let wanted = jobs.wanted(loaded, on: MoscowTime.date(of: now))
        let standing = [rollOverJob()] + jobs.standing
        for job in standing + wanted { marks[job.id] = try await store.ledger.highWater(job.id) }
        book.add(standing: standing, at: now, marks: marks, calendar: loaded)
        let result = book.reconcile(wanted: wanted, at: now, marks: marks, isResuming: true, calendar: loaded)
        report(result, cause: "start")
        try await saveNewMarks(standing + result.added, known: marks)
        calendar = loaded
        calendarRevision = revision
        // After the plan: what a command does to this process must not keep the day's jobs from being known.
        for command in try await store.commands.interrupted() { try await resume(command) }
        return loaded
    }

    /// Carries out again what a process that died had begun, unless two have died at it.
    private func resume(_ command: CommandRecord) async throws {
        // Runs happen at most once; what is said to the alert book may be said twice.
        if case .job = command.command {
            return try await store.commands.finish(command.id, .failed, result: "the process ended before the run did")
        }
        guard try await isHonoured(command), let attempts = try await store.commands.retake(command.id) else { return }
        guard attempts > Self.mostAttempts else { return try await handle(command) }
        log.error(
            "Command given up: the process ended twice while it was at it",
            ["command.id": "\(command.id)", "command": "\(command.command)", "author": command.author]
        )
        var batch = StoreBatch()
        let result = "given up: the scheduler ended twice while it was at it"
        batch.commands.finished.append(FinishedCommand(id: command.id, state: .failed, result: result))
        batch.audit.entries.append(
            AuditEntry(
                at: clock.now,
                actor: "scheduler",
                action: .workGiveUp,
                object: "command \(command.id)",
                before: command.author,
                result: .failed(.endedTwice)
            )
        )
        try await store.batches.commit(batch)
    }

    /// Remembers from when on jobs without a mark are planned, so that a restart knows what they owe.
    func saveNewMarks(_ jobs: [Job], known: [String: Timestamp]) async throws {
        let marks = jobs.filter { known[$0.id] == nil }.compactMap { job in
            book[job.id].map { (job: job.id, nominal: $0.mark) }
        }
        _ = try await store.ledger.claim([], skips: [], marks: marks)
    }

    /// Writes the plans where they differ from what was written last.
    func savePlans() async throws {
        let present = plans
        guard present != savedPlans else { return }
        try await store.jobs.savePlan(present)
        savedPlans = present
    }

    private func signLife() async throws {
        let now = clock.now
        if let lastHeartbeat, lastHeartbeat <= now, lastHeartbeat.duration(to: now) < options.heartbeatInterval {
            return
        }
        try await store.processes.heartbeat(.scheduler, detail: "\(book.entries.count) jobs, \(flights.count) running")
        lastHeartbeat = now
    }

    private static let mostFailures = 10
    private static let mostAttempts = 2
}
