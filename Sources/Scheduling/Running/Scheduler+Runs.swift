import Market
import Platform
package import Store

/// Names a run: unique in the store.
struct RunKey: Hashable {
    let job: String
    let nominal: Timestamp
}

/// A run at work.
struct Flight {
    let context: RunContext
    /// The body.
    let work: Task<Result<RunResult, any Error>, Never>
    /// The body and the record of its end.
    let task: Task<JobRun?, Never>
    /// Ends the run at its limit; only in concurrent execution.
    var watchdog: Task<Void, Never>?
    /// True while the end is being written: nobody else may end the run now.
    var isEnding = false
    /// What the ledger already says of the run, whether or not the body has returned.
    var verdict: JobRun?
}

extension Scheduler {
    /// Runs a job now, whatever its trigger and the calendar say.
    ///
    /// - Parameter name: the job's id, in any case.
    /// - Returns: the finished run, as it is in the ledger.
    /// - Throws: ``SchedulerError`` when there is no such job, or it is at work already.
    package func runNow(_ name: String) async throws -> JobRun {
        _ = try await presentCalendar()
        guard !isStopping else { throw SchedulerError(kind: .stopping, detail: "the scheduler is stopping") }
        guard let job = book[named: name]?.job else {
            let known = book.entries.map(\.job.id).sorted().joined(separator: ", ")
            throw SchedulerError(kind: .unknownJob, detail: "there is no job \(name) today; there are \(known)")
        }
        let id = job.id
        guard !book.isRunning(id) else {
            throw SchedulerError(kind: .alreadyRunning, detail: "\(id) is at work already")
        }
        // The store keeps milliseconds, and the nominal time is half of the run's name.
        let nominal = Timestamp(milliseconds: clock.now.milliseconds)
        book.started(id)
        let run = PlannedRun(job: job, nominal: nominal)
        let flight = try await claim([run], RunDecisions()).first.map { launch($0, isManual: true) }
        guard let finished = await flight?.value else {
            throw SchedulerError(
                kind: .claimedElsewhere,
                detail: "\(id) was started at this very moment by somebody else"
            )
        }
        return finished
    }

    /// Claims and starts what was decided; skips and marks go into the ledger in one transaction with nothing else.
    ///
    /// - Returns: the runs that were started; in sequential execution they are finished.
    func carryOut(_ decisions: RunDecisions) async throws -> [Task<JobRun?, Never>] {
        guard !decisions.marks.isEmpty else { return [] }
        options.metrics?.count(skips: decisions.skips)
        for run in decisions.skips {
            log.warning(
                "Run skipped",
                ["job": run.job, "nominal": RFC3339.text(run.nominal), "reason": run.outcome.rawValue]
            )
        }
        var tasks: [Task<JobRun?, Never>] = []
        for run in try await claim(decisions.starts, decisions) {
            let task = launch(run, isManual: false)
            if options.execution == .sequential { _ = await task.value }
            tasks.append(task)
        }
        return tasks
    }

    /// Claims runs in one transaction; those that exist already are dropped.
    private func claim(_ runs: [PlannedRun], _ decisions: RunDecisions) async throws -> [PlannedRun] {
        let now = clock.now
        let rows = runs.map { JobRun(job: $0.job.id, nominal: $0.nominal, outcome: .running, claimedAt: now) }
        do {
            let isOurs = try await store.ledger.claim(rows, skips: decisions.skips, marks: decisions.marks)
            for (run, isOurs) in zip(runs, isOurs) where !isOurs {
                log.warning("Run exists already", ["job": run.job.id, "nominal": RFC3339.text(run.nominal)])
                _ = book.finished(run.job.id)
            }
            return zip(runs, isOurs).filter(\.1).map(\.0)
        } catch {
            // Nothing was written, so nothing may start.
            for run in runs { _ = book.finished(run.job.id) }
            throw error
        }
    }

    /// Starts a claimed run.
    private func launch(_ run: PlannedRun, isManual: Bool) -> Task<JobRun?, Never> {
        let context = RunContext(
            job: run.job.id,
            nominal: run.nominal,
            // A person who asks means today.
            date: isManual ? MoscowTime.date(of: run.nominal) : run.job.date(of: run.nominal),
            isManual: isManual,
            claimedAt: clock.now,
            clock: clock
        )
        let key = RunKey(job: run.job.id, nominal: run.nominal)
        let work = Task { await perform(run.job.body, context) }
        let task = Task { await complete(run.job, context, await work.value) }
        var flight = Flight(context: context, work: work, task: task)
        if options.execution == .concurrent {
            flight.watchdog = Task { [clock] in
                // Throws only when the run ended in time.
                guard (try? await clock.sleep(for: run.job.limit)) != nil else { return }
                await self.expire(key, limit: run.job.limit)
            }
        }
        flights[key] = flight
        return task
    }

    /// Writes how a run ended and starts the one that waited for it.
    private func complete(_ job: Job, _ context: RunContext, _ result: Result<RunResult, any Error>) async -> JobRun? {
        let key = RunKey(job: context.job, nominal: context.nominal)
        flights[key]?.watchdog?.cancel()
        let ending: JobRun
        if let verdict = flights[key]?.verdict {
            // Too late: what it found counts as little as the run.
            ending = verdict
        } else {
            flights[key]?.isEnding = true
            ending = await conclude(job, context, result)
        }
        flights[key] = nil
        if let waiting = book.finished(job.id) { await startWaiting(waiting) }
        if flights.isEmpty {
            drainContinuation?.resume()
            drainContinuation = nil
        }
        return ending
    }

    /// Commits what a run found with the run's end; where that fails, the run has failed and nothing of it is there.
    private func conclude(_ job: Job, _ context: RunContext, _ result: Result<RunResult, any Error>) async -> JobRun {
        let key = RunKey(job: context.job, nominal: context.nominal)
        do {
            let found = try result.get()
            let ending = ending(job, context, found.detail)
            try await found.write(adding(ending, to: found.batch), to: store.batches)
            report(ending)
            flights[key]?.verdict = ending
            await found.finish()
            return ending
        } catch {
            let ending =
                error is CancellationError
                ? context.ending(.interrupted, "stopped before it was done") : context.ending(.failed, "\(error)")
            await record(ending)
            return ending
        }
    }

    private func startWaiting(_ run: PlannedRun) async {
        do {
            guard !isStopping else {
                let now = clock.now
                let skip = JobRun(
                    job: run.job.id,
                    nominal: run.nominal,
                    outcome: .missed,
                    claimedAt: now,
                    finishedAt: now,
                    detail: "the scheduler stopped while it waited"
                )
                return try await store.ledger.recordSkips([skip])
            }
            for claimed in try await claim([run], RunDecisions()) {
                let task = launch(claimed, isManual: false)
                if options.execution == .sequential { _ = await task.value }
            }
        } catch {
            log.error("Waiting run could not be claimed", ["job": run.job.id, "error": "\(error)"])
        }
    }

    /// How a run ended that did its work.
    private func ending(_ job: Job, _ context: RunContext, _ detail: String) -> JobRun {
        let ending = context.ending(.succeeded, detail)
        guard options.execution == .sequential, let end = ending.finishedAt,
            ending.claimedAt.duration(to: end) > job.limit
        else { return ending }
        return context.ending(.timedOut, "took longer than \(IntervalTrigger.spanText(job.limit)); \(detail)")
    }

    /// Ends a run that takes too long: the ledger says so at once, whether or not the body heeds its cancellation.
    ///
    /// Until the body returns, the job counts as running, so that bodies that hang do not pile up.
    private func expire(_ key: RunKey, limit: Duration) async {
        guard let flight = flights[key], flight.verdict == nil, !flight.isEnding else { return }
        let ending = flight.context.ending(.timedOut, "took longer than \(IntervalTrigger.spanText(limit))")
        flights[key]?.verdict = ending
        flight.work.cancel()
        await record(ending)
    }

    /// Writes the end of a run that found nothing that counts.
    func record(_ ending: JobRun) async {
        report(ending)
        do {
            try await store.batches.commit(adding(ending, to: StoreBatch()))
        } catch {
            log.error("Result could not be stored", ["job": ending.job, "error": "\(error)"])
        }
    }

    private func adding(_ ending: JobRun, to batch: StoreBatch) -> StoreBatch {
        var batch = store.ledger.finishing(ending, with: batch)
        if ending.outcome.isFailure { batch.outbox.drafts += options.failureDrafts(ending) }
        return batch
    }

    private func report(_ ending: JobRun) {
        options.metrics?.count(ending)
        let took = ending.finishedAt.map { "\(ending.claimedAt.duration(to: $0).nanoseconds / 1_000_000)" } ?? ""
        let metadata: KeyValuePairs = [
            "job": ending.job, "outcome": ending.outcome.rawValue, "detail": ending.detail, "took_ms": took,
        ]
        if ending.outcome.isFailure {
            log.error("Run failed", metadata)
        } else {
            log.debug("Run ended", metadata)
        }
    }
}

extension RunOutcome {
    /// Whether the chat has to hear of it.
    fileprivate var isFailure: Bool { self == .failed || self == .timedOut }
}

/// Away from the scheduler's actor, so that a busy body holds up nobody else's start.
@concurrent
private func perform(_ body: Job.Body, _ context: RunContext) async -> Result<RunResult, any Error> {
    do {
        return .success(try await body(context))
    } catch {
        return .failure(error)
    }
}
