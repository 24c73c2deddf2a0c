import Market
import Operations
import Platform
import Store

/// Watches what the chat is waiting for and tells it; kept in the store, so a restart forgets nothing.
actor FollowUps {
    private let store: OperationsStore
    private let clock: any MarketClock
    private let log: Log
    /// Those that an earlier process left behind and at which this one has not looked yet; nil before the first look.
    private var inherited: Set<Int64>?

    /// The store's own, so that asking it is a plain call.
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe store.unownedExecutor }

    init(store: OperationsStore, clock: any MarketClock, log: Log) {
        self.store = store
        self.clock = clock
        self.log = log
    }

    /// Looks at every commit and when something is due, until cancelled.
    ///
    /// - Parameter watch: real time, for a look though nothing told of a commit.
    func run(watch: any MarketClock) async throws {
        let loop = Wakeup()
        let commits = await store.commits()
        try await commits.waking(loop, at: .followUps) {
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { try await loop.call(every: commits.safetyNet, of: watch) }
                while true {
                    try Task.checkCancellation()
                    let seen = loop.count
                    if let due = try await step() { loop.call(at: due, of: clock) }
                    await loop.wait(after: seen)
                }
            }
        }
    }

    /// Looks at everything once.
    ///
    /// - Returns: when to look again though the store has not changed; nil when nothing is waited for.
    func step() async throws -> Timestamp? {
        let all = try await store.followUps.all()
        var left = inherited ?? Set(all.map(\.id))
        inherited = left
        guard !all.isEmpty else { return nil }
        let now = clock.now
        var batch = StoreBatch()
        var due: [Timestamp] = []
        for item in all {
            let isInherited = left.remove(item.id) != nil
            inherited = left
            // Inherited and begun before: two processes have died at it.
            if isInherited, try await store.processes.beginWork(.followUp, item.key) >= 2 {
                log.error("Follow-up given up: the bot ended twice while it was at it", ["request": item.key])
                batch.followUps.ended.append(item.id)
            } else if let next = try await look(at: item, now: now, batch: &batch) {
                due.append(next)
            }
            if isInherited { try await store.processes.endWork(.followUp, item.key) }
        }
        if !batch.followUps.ended.isEmpty || !batch.followUps.changed.isEmpty || !batch.outbox.drafts.isEmpty {
            try await store.commit(batch)
        }
        return due.min()
    }

    /// Puts what has become of it into the batch.
    ///
    /// - Returns: when to look again; nil where there is no more to wait for.
    private func look(at item: FollowUpRecord, now: Timestamp, batch: inout StoreBatch) async throws -> Timestamp? {
        let outcome =
            switch item.subject {
            case .command(let id, let audit):
                if let job = item.content.job, let answer = item.answer {
                    try await jobOutcome(id, audit: audit, item, job: job, answer: answer)
                } else {
                    try await commandOutcome(id, audit: audit, item)
                }
            case .impact(let revision): try await impactOutcome(revision, item)
            }
        let isHeard = try await isHeard(item)
        let age = item.deadline.duration(to: now)
        switch outcome {
        case .finished(let draft, let audit):
            if let draft, isHeard { batch.outbox.drafts.append(draft) }
            if let audit { batch.audit.results[audit.row] = audit.result }
        case .going(let changed, let draft):
            if let draft, isHeard { batch.outbox.drafts.append(draft) }
            guard age >= Self.giveUpAfter else {
                if changed != item { batch.followUps.changed.append(changed) }
                return now + Self.pace
            }
        case .open(let complaint):
            // One that lies more than a day ahead was set by a clock that was wrong.
            guard age >= .zero || age < .zero - .hours(24) else { return item.deadline }
            guard item.isOverdue else {
                if isHeard { batch.outbox.drafts.append(complaint) }
                var overdue = item
                overdue.isOverdue = true
                batch.followUps.changed.append(overdue)
                return item.deadline + Self.giveUpAfter
            }
            if age < Self.giveUpAfter { return item.deadline + Self.giveUpAfter }
        }
        batch.followUps.ended.append(item.id)
        return nil
    }

    /// False in the private chat of somebody who has no role any more.
    private func isHeard(_ item: FollowUpRecord) async throws -> Bool {
        guard item.place.chat > 0 else { return true }
        return try await store.people.presentRole(of: item.place.chat) != nil
    }

    private enum Outcome {
        /// With what to say, and the audit row that is complete now.
        case finished(OutboxDraft?, audit: (row: Int64, result: AuditResult)? = nil)
        /// The job is at work: what to watch further, and what to say now.
        case going(FollowUpRecord, OutboxDraft?)
        /// With what to say should the deadline have passed.
        case open(OutboxDraft)
    }

    private func commandOutcome(_ id: Int64, audit: Int64?, _ item: FollowUpRecord) async throws -> Outcome {
        let wording = Wording(item.language)
        guard let command = try await store.commands.command(id) else { return .finished(nil) }
        switch command.state {
        case .queued, .claimed:
            return .open(draft(item, "late", "⚪ " + wording.html(CommonPhrase.schedulerQuiet)))
        case .done, .failed, .refused, .withdrawn:
            let completed = command.completing(audit)
            guard command.state != .done || item.content.saysSuccess else { return .finished(nil, audit: completed) }
            // The scheduler's clock may be a moment ahead of ours.
            var silences = try await store.alerts.unendedSilences()
            if case .alert(.endSilences(let ids)) = command.command {
                for id in ids { silences += [try await store.alerts.silence(id)].compactMap(\.self) }
            }
            let words = CommandOutcomeWords(
                record: command,
                silences: silences,
                today: MoscowTime.date(of: clock.now),
                wording: wording
            )
            return .finished(draft(item, "end", words.html), audit: completed)
        }
    }

    private func jobOutcome(_ id: Int64, audit: Int64?, _ item: FollowUpRecord, job: String, answer: Int64)
        async throws -> Outcome
    {
        guard let command = try await store.commands.command(id) else { return .finished(nil) }
        let now = clock.now
        let newest = try await store.jobs.runs(job: job, limit: 1).first
        let run = newest.flatMap { $0.claimedAt >= command.postedAt ? $0 : nil }
        let screen = JobScreen(
            job: job,
            state: command.state,
            result: command.result ?? "",
            run: run,
            now: now,
            wording: Wording(item.language)
        )
        switch command.state {
        case .queued:
            return try await edit(item, answer, "late", screen.html).map { .open($0) } ?? .going(item, nil)
        case .claimed:
            guard let run, isReportDue(item, startedAt: run.claimedAt, now: now) else { return .going(item, nil) }
            var told = item
            told.content.toldAt = now
            return .going(told, try await edit(item, answer, "run:\(now.milliseconds)", screen.html))
        case .done, .failed, .refused, .withdrawn:
            // An answer that is still on its way is edited once it has arrived.
            guard let draft = try await edit(item, answer, "end", screen.html) else { return .going(item, nil) }
            return .finished(draft, audit: command.completing(audit))
        }
    }

    /// Whether it is time to say again that the job goes on: after three seconds, then every quarter of a minute.
    private func isReportDue(_ item: FollowUpRecord, startedAt: Timestamp, now: Timestamp) -> Bool {
        guard let toldAt = item.content.toldAt else { return startedAt.duration(to: now) >= .seconds(3) }
        return toldAt.duration(to: now) >= .seconds(15)
    }

    /// Edits the answer; nil while it waits to be sent, a new message where it never arrived.
    private func edit(_ item: FollowUpRecord, _ answer: Int64, _ suffix: String, _ html: String) async throws
        -> OutboxDraft?
    {
        var draft = draft(item, suffix, html)
        draft.coalesceKey = "\(item.key):answer"
        guard let message = try await store.outbox.message(answer) else { return draft }
        switch message.state {
        case .queued, .sending: return nil
        case .sent:
            guard let id = message.messageID else { return draft }
            draft.content = .edit(messageID: id, RenderedMessage(html: html))
            return draft
        case .dead, .dropped: return draft
        }
    }

    private func impactOutcome(_ revision: Int64, _ item: FollowUpRecord) async throws -> Outcome {
        let wording = Wording(item.language)
        guard let impact = try await store.calendar.impact(revision: revision) else {
            return .open(draft(item, "late", wording.html(CalendarPhrase.noScheduler)))
        }
        let text = ImpactText(impact: impact, today: MoscowTime.date(of: clock.now), wording: wording)
        return .finished(draft(item, "end", text.html))
    }

    private func draft(_ item: FollowUpRecord, _ suffix: String, _ html: String) -> OutboxDraft {
        item.outcome(suffix, html, at: clock.now)
    }

    private static let giveUpAfter = Duration.minutes(30)
    /// How often a job that goes on is looked at: the store says nothing of the time that passes.
    private static let pace = Duration.seconds(1)
}

extension CommandRecord {
    /// What an ended command makes of its line in the audit trail.
    fileprivate func completing(_ line: Int64?) -> (row: Int64, result: AuditResult)? {
        guard let line, let result = AuditResult(state, self.result ?? "", saysAnswer: true) else { return nil }
        return (line, result)
    }
}
