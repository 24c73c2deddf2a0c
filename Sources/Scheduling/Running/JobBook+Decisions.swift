package import Market
package import Store

/// A run that is to start now.
package struct PlannedRun: Sendable {
    package let job: Job
    package let nominal: Timestamp
}

/// What is to be done at one moment.
package struct RunDecisions: Sendable {
    /// In the order of nominal time, then of the book.
    package var starts: [PlannedRun] = []
    /// Planned runs that will not happen, with the reason.
    package var skips: [JobRun] = []
    /// The new high-water marks, in the order of the book.
    package var marks: [(job: String, nominal: Timestamp)] = []
}

extension JobBook {
    /// Decides every run that is due, once: what starts, what is skipped and why.
    ///
    /// - Parameters:
    ///   - pauses: By job id; what a paused job's plan brings is skipped for good.
    ///   - end: Only nominal times before this instant are decided; nil means all.
    ///   - filter: The jobs to look at; the others keep what they owe for a later call.
    package mutating func decide(
        at now: Timestamp,
        calendar: any SessionCalendar,
        pauses: [String: JobPause] = [:],
        before end: Timestamp? = nil,
        where filter: (Job) -> Bool = { _ in true }
    ) -> RunDecisions {
        var decisions = RunDecisions()
        for index in entries.indices where filter(entries[index].job) {
            guard let next = entries[index].next, let due = entries[index].due, due <= now,
                next < end ?? .distantFuture
            else { continue }
            decideEntry(
                index,
                now: now,
                end: end ?? .distantFuture,
                calendar: calendar,
                pause: pauses[entries[index].job.id],
                into: &decisions
            )
            decisions.marks.append((entries[index].job.id, entries[index].mark))
        }
        decisions.starts = decisions.starts.enumerated()
            .sorted { ($0.element.nominal, $0.offset) < ($1.element.nominal, $1.offset) }
            .map(\.element)
        return decisions
    }

    /// Notes that a run has begun outside the plan, at a person's wish.
    package mutating func started(_ job: String) {
        running[job, default: 0] += 1
    }

    /// Notes the end of a run; returns the one that waited for it.
    package mutating func finished(_ job: String) -> PlannedRun? {
        let left = running[job, default: 1] - 1
        running[job] = left > 0 ? left : nil
        guard left <= 0, let index = entries.firstIndex(where: { $0.job.id == job }), !entries[index].queue.isEmpty
        else {
            return nil
        }
        running[job] = 1
        return PlannedRun(job: entries[index].job, nominal: entries[index].queue.removeFirst())
    }

    /// True while a run of the job is at work.
    package func isRunning(_ job: String) -> Bool {
        running[job] != nil
    }

    private mutating func decideEntry(
        _ index: Int,
        now: Timestamp,
        end: Timestamp,
        calendar: any SessionCalendar,
        pause: JobPause?,
        into decisions: inout RunDecisions
    ) {
        let job = entries[index].job
        var ready: [Timestamp] = []
        for nominal in takeDue(index, now: now, end: end, calendar: calendar, into: &decisions) {
            let due = job.due(nominal, calendar: calendar)
            if !job.calendarRule.allows(job.date(of: nominal), calendar: calendar) {
                decisions.skip(job, nominal, .skippedCalendar, now, "no such day for this job in the calendar")
            } else if let pause {
                decisions.skip(job, nominal, .skippedPaused, now, "paused by \(pause.reason)")
            } else if !job.catchUp.allows(nominal: nominal, due: due, now: now, in: job.zone) {
                let late = IntervalTrigger.spanText(due.duration(to: now))
                decisions.skip(job, nominal, .missed, now, "late by \(late), more than catch-up allows")
            } else {
                ready.append(nominal)
            }
        }
        if job.catchUp.choice == .latest, let latest = ready.last {
            for nominal in ready.dropLast() {
                decisions.skip(job, nominal, .coalesced, now, "folded into the run of \(job.zone.text(latest))")
            }
            ready = [latest]
        }
        start(ready, index, now: now, into: &decisions)
    }

    /// Starts the first run if the job is idle; the rest waits or is dropped, as the job's overlap rule says.
    private mutating func start(
        _ ready: [Timestamp],
        _ index: Int,
        now: Timestamp,
        into decisions: inout RunDecisions
    ) {
        let job = entries[index].job
        guard isRunning(job.id) else {
            guard let first = ready.first else { return }
            running[job.id] = 1
            decisions.starts.append(PlannedRun(job: job, nominal: first))
            entries[index].queue += ready.dropFirst()
            return
        }
        for nominal in ready {
            switch (job.overlap, job.catchUp.choice) {
            case (.skip, _):
                decisions.skip(job, nominal, .skippedOverlap, now, "the run before it is still at work")
            case (.bufferOne, .all):
                entries[index].queue.append(nominal)
            case (.bufferOne, .latest):
                for waiting in entries[index].queue {
                    decisions.skip(job, waiting, .coalesced, now, "folded into the run of \(job.zone.text(nominal))")
                }
                entries[index].queue = [nominal]
            }
        }
    }

    /// The nominal times that are due, oldest first; moves the mark past them.
    ///
    /// After a long absence of a frequent job only the end of the stretch is listed; one ledger row tells of the rest.
    private mutating func takeDue(
        _ index: Int,
        now: Timestamp,
        end: Timestamp,
        calendar: any SessionCalendar,
        into decisions: inout RunDecisions
    ) -> [Timestamp] {
        var taken: [Timestamp] = []
        while let nominal = entries[index].next, let due = entries[index].due, due <= now, nominal < end {
            taken.append(nominal)
            entries[index].mark = nominal
            entries[index].plan(calendar)
            guard taken.count == Self.mostListed else { continue }
            let job = entries[index].job
            guard let first = taken.first, case .age(let age) = job.catchUp.limit, nominal < now - age else { continue }
            let from = job.zone.text(first)
            decisions.skip(
                job,
                first,
                .missed,
                now,
                "missed with every run from \(from) until \(job.zone.text(now - age))"
            )
            taken = []
            entries[index].mark = now - age - .nanoseconds(1)
            entries[index].plan(calendar)
        }
        return taken
    }

    private static let mostListed = 1_000
}

extension RunDecisions {
    fileprivate mutating func skip(
        _ job: Job,
        _ nominal: Timestamp,
        _ outcome: RunOutcome,
        _ now: Timestamp,
        _ detail: String
    ) {
        skips.append(
            JobRun(
                job: job.id,
                nominal: nominal,
                outcome: outcome,
                claimedAt: now,
                finishedAt: now,
                detail: detail
            )
        )
    }
}
