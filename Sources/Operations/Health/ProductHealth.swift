package import Market
package import Store

/// Whether the product does its work, judged from the store: the one judgement for chat, probe and command line.
///
/// Not "a process exists" but "work was done lately": signs of life, jobs that are overdue, and the age of what waits
/// to be sent.
package struct ProductHealth: Sendable {
    package let now: Timestamp
    package let limits: HealthLimits
    package let heartbeats: [Heartbeat]
    package let outbox: OutboxDepth
    /// The clock had been ahead and was set right within the last day; nil where it was not.
    package let mended: MendedClock?
    /// Empty means healthy.
    package let complaints: [HealthComplaint]

    /// - Parameter trouble: why polls fail, as the bot has written it.
    package init(
        now: Timestamp,
        limits: HealthLimits,
        heartbeats: [Heartbeat],
        plan: [JobPlan],
        outbox: OutboxDepth,
        trouble: PollTrouble? = nil,
        mended: MendedClock? = nil
    ) {
        self.now = now
        self.limits = limits
        self.heartbeats = heartbeats
        self.outbox = outbox
        self.mended = mended.flatMap { mended in
            (.zero ..< .hours(24)).contains(mended.at.duration(to: now)) ? mended : nil
        }
        let processes = ProcessJudge(now: now, limits: limits, heartbeats: heartbeats, trouble: trouble)
        var complaints = [ProcessName.scheduler, .bot].compactMap(processes.complaint)
        for job in plan where !job.isPaused {
            guard let next = job.nextRun, next + limits.overdue < now else { continue }
            complaints.append(.overdue(job: job.id, due: next))
        }
        if let oldest = outbox.oldest, oldest + limits.outbox < now {
            complaints.append(.waiting(count: outbox.queued, oldest: oldest.duration(to: now)))
        }
        if outbox.dead > 0 { complaints.append(.undelivered(count: outbox.dead)) }
        self.complaints = complaints
    }

    /// Reads everything that is judged.
    ///
    /// - Parameter startedAnew: True for a scaled clock of a process that has just begun: the others' may be ahead of it,
    ///   while the machine's is one for all.
    package init(
        of store: OperationsStore,
        limits: HealthLimits,
        at now: Timestamp,
        startedAnew: Bool = false
    ) async throws {
        let heartbeats = try await store.processes.heartbeats()
        self.init(
            now: startedAnew ? max(now, heartbeats.map(\.at).max() ?? now) : now,
            limits: limits,
            heartbeats: heartbeats,
            plan: try await store.jobs.plan(),
            outbox: try await store.outbox.depth(),
            trouble: try await store.processes.pollTrouble(),
            mended: MendedClock(text: try await store.settings.value(SettingName.mendedClock))
        )
    }

    /// What is wrong with the processes' work; what is left waits for a person.
    package var failures: [HealthComplaint] { complaints.filter(\.stopsWork) }
}

/// Judges one process by its last sign of life.
private struct ProcessJudge {
    let now: Timestamp
    let limits: HealthLimits
    let heartbeats: [Heartbeat]
    let trouble: PollTrouble?

    func complaint(of process: ProcessName) -> HealthComplaint? {
        let limit = process == .bot ? limits.bot : limits.scheduler
        let cause = process == .bot ? livingCause : nil
        guard let beat = beat(process) else { return .neverSeen(process, cause: cause) }
        let age = beat.silence(at: now)
        guard age > limit else { return nil }
        return beat.at > now ? .ahead(process, by: age) : .silent(process, for: age, limit: limit, cause: cause)
    }

    /// A cause that a dead process has left behind explains nothing.
    private var livingCause: PollTrouble? {
        guard let beat = beat(.botProcess), beat.silence(at: now) <= limits.bot else { return nil }
        return trouble
    }

    private func beat(_ process: ProcessName) -> Heartbeat? { heartbeats.first { $0.process == process } }
}
