import Market
import Platform
import Store

extension Scheduler {
    /// Looks for calendar edits and commands where the store has changed since the last look.
    func takeInChanges() async throws {
        let version = try await store.changes.version()
        guard version != dataVersion else { return }
        try await takeInPauses()
        _ = try await presentCalendar()
        let revision = try await store.calendar.revision()
        if revision != calendarRevision {
            try await reconcile(at: clock.now, revision: revision, cause: "calendar revision \(revision)")
        }
        try await takeInCommands()
        // Read before the work: what arrived meanwhile is found the next time.
        dataVersion = version
    }

    private func takeInPauses() async throws {
        let present = Dictionary(uniqueKeysWithValues: try await store.jobs.pauses().map { ($0.job, $0) })
        guard present != pauses else { return }
        log.info("Paused jobs", ["jobs": present.keys.sorted().joined(separator: ",")])
        pauses = present
    }

    /// Replaces the day's jobs; for the roll-over and for anyone who has changed what the wanted jobs depend on.
    package func reconcile() async throws {
        try await reconcile(at: clock.now, revision: try await store.calendar.revision(), cause: "request")
    }

    private func reconcile(at instant: Timestamp, revision: Int64, cause: String) async throws {
        let loaded = try await calendarSource()
        let wanted = jobs.wanted(loaded, on: MoscowTime.date(of: max(instant, clock.now)))
        var marks: [String: Timestamp] = [:]
        for job in wanted { marks[job.id] = try await store.ledger.highWater(job.id) }
        let result = book.reconcile(wanted: wanted, at: instant, marks: marks, isResuming: false, calendar: loaded)
        calendar = loaded
        let isNewRevision = revision != calendarRevision
        calendarRevision = revision
        report(result, cause: cause)
        try await saveNewMarks(result.added, known: marks)
        if isNewRevision { try await store.calendar.saveImpact(impact(of: result, revision: revision)) }
        try await savePlans()
    }

    private func impact(of result: JobReconciliation, revision: Int64) -> CalendarImpact {
        let touched = Set((result.added + result.changed).map(\.id))
        return CalendarImpact(
            revision: revision,
            jobsAdded: result.added.map(\.id),
            jobsRemoved: result.removed.map(\.id),
            nextRuns: book.listed.compactMap { entry in
                guard touched.contains(entry.job.id), let due = entry.due else { return nil }
                return CalendarImpact.NextRun(job: entry.job.id, at: MoscowTime.text(due))
            }
        )
    }

    func report(_ result: JobReconciliation, cause: String) {
        log.info(
            "Jobs planned",
            [
                "cause": cause, "added": list(result.added), "removed": list(result.removed),
                "changed": list(result.changed), "kept": "\(result.kept.count)",
            ]
        )
        if !result.refused.isEmpty {
            log.error("Jobs refused: their ids are taken", ["jobs": result.refused.joined(separator: ",")])
        }
    }

    private func list(_ jobs: [Job]) -> String {
        jobs.map(\.id).joined(separator: ",")
    }

    /// The midnight job of seed 002, which reconciles instead of removing everything: the market's midnight, Moscow's.
    func rollOverJob() -> Job {
        Job(
            id: JobName.rollOver,
            trigger: .cron(CronExpression(dailyAt: .midnight)),
            jobClass: .rollOver,
            function: "Scheduler.reconcile",
            body: { [weak self] context in
                guard let self else { throw CancellationError() }
                return try await self.rollOver(to: context.nominal)
            }
        )
    }

    private func rollOver(to nominal: Timestamp) async throws -> RunResult {
        let revision = try await store.calendar.revision()
        try await reconcile(at: nominal, revision: revision, cause: "roll-over")
        return "\(book.entries.count) jobs planned for \(MoscowTime.date(of: clock.now))"
    }

    private func takeInCommands() async throws {
        for _ in 0..<Self.commandsAtOnce {
            // One at a time: taking it counts as an attempt, and what lies behind it has not been tried yet.
            guard let command = try await store.commands.claim(limit: 1).first else { return }
            guard try await isHonoured(command) else { continue }
            guard case .job(.run(let id)) = command.command else {
                try await handle(command)
                continue
            }
            guard command.postedAt.duration(to: clock.now) <= Self.commandLife else {
                let reason = "asked for at \(MoscowTime.text(command.postedAt)), too long ago; ask again"
                try await store.commands.finish(command.id, .refused, result: reason)
                continue
            }
            // A slow job must not keep the others waiting; a replay waits, to stay in order.
            let task = Task { await self.runCommanded(id, command: command) }
            if options.execution == .sequential { await task.value }
        }
    }

    /// A question to the exchange may wait for an answer as long as it likes, and must not keep the jobs waiting meanwhile; a
    /// replay waits, to stay in order.
    func handle(_ command: CommandRecord) async throws {
        guard command.command.asksExchange else { return await commands.handle(command) }
        guard questions < Self.questionsAtOnce else {
            let reason = "too many questions to the exchange at once; ask again"
            return try await store.commands.finish(command.id, .refused, result: reason)
        }
        questions += 1
        let task = Task {
            await commands.handle(command)
            questions -= 1
        }
        if options.execution == .sequential { await task.value }
    }

    /// Looks at the author's right at the moment of the effect, and refuses where it is gone.
    func isHonoured(_ command: CommandRecord) async throws -> Bool {
        if try await store.commands.isHonoured(command) { return true }
        log.info("Command refused: its author's rights are gone", ["command.id": "\(command.id)"])
        try await store.commands.finish(command.id, .withdrawn, result: CommandRecord.rightsGone)
        return false
    }

    private func runCommanded(_ id: String, command: CommandRecord) async {
        let state: CommandState
        let result: String
        do {
            let run = try await runNow(id)
            state = run.outcome == .succeeded ? .done : .failed
            result = run.outcome == .succeeded ? run.detail : "\(run.outcome.rawValue): \(run.detail)"
        } catch let error as SchedulerError {
            (state, result) = (.refused, error.detail)
        } catch {
            (state, result) = (.failed, "\(error)")
        }
        do {
            try await store.commands.finish(command.id, state, result: result)
        } catch {
            log.error("Command's result could not be stored", ["command": "\(command.id)", "error": "\(error)"])
        }
    }

    /// A run that somebody wanted before the scheduler was down may be the last thing wanted now.
    private static let commandLife = Duration.minutes(5)
    private static let commandsAtOnce = 50
    /// They share the pace at which the feeds are asked.
    private static let questionsAtOnce = 4
}
