import FoundationEssentials
import Market
import Platform
import Store

/// Watches what the chat is waiting for and tells it; kept in the store, so a restart forgets nothing.
actor FollowUps {
    private let store: StateStore
    private let clock: any MarketClock
    private let log: Log
    private var waiting: [FollowUp]?
    /// Keys that an earlier process left behind and at which this one has not looked yet.
    private var inherited: Set<String> = []

    init(store: StateStore, clock: any MarketClock, log: Log) {
        self.store = store
        self.clock = clock
        self.log = log
    }

    /// Watches new ones, and forgets those whose screen a person has left since: it must not come back over another.
    ///
    /// - Parameter drawn: what the same update draws.
    func add(_ new: [FollowUp], after drawn: [OutboxDraft] = []) async throws {
        let present = try await loaded()
        let kept = present.filter { item in !drawn.contains { item.isLeft(by: $0) } }
        guard !new.isEmpty || kept.count < present.count else { return }
        let all = kept + new
        waiting = all
        var batch = StoreBatch()
        batch.settings[Self.key] = try Self.text(all)
        try await store.commit(batch)
    }

    /// Looks at everything once.
    ///
    /// - Returns: the next deadline; nil when nothing is waited for.
    func step() async throws -> Timestamp? {
        let all = try await loaded()
        guard !all.isEmpty else { return nil }
        let now = clock.now
        var batch = StoreBatch()
        var kept: [FollowUp] = []
        for item in all {
            guard inherited.remove(item.key) != nil else {
                if let left = try await look(at: item, now: now, batch: &batch) { kept.append(left) }
                continue
            }
            // Inherited and begun before: two processes have died at it.
            guard try await store.beginWork(.followUp, item.key) < 2 else {
                log.error("Follow-up given up: the bot ended twice while it was at it", ["request": item.key])
                try await store.endWork(.followUp, item.key)
                continue
            }
            if let left = try await look(at: item, now: now, batch: &batch) { kept.append(left) }
            try await store.endWork(.followUp, item.key)
        }
        if kept != all {
            // New ones may have come during the awaits above.
            waiting = kept + (try await loaded()).filter { !all.contains($0) }
            batch.settings[Self.key] = try Self.text(waiting ?? [])
            try await store.commit(batch)
        }
        return waiting?.filter { !$0.isOverdue }.map { Timestamp(milliseconds: $0.deadline) }.min()
    }

    /// Returns the item while it has to be watched further.
    private func look(at item: FollowUp, now: Timestamp, batch: inout StoreBatch) async throws -> FollowUp? {
        let outcome =
            switch item.subject {
            case .command(let id, let audit, _) where item.answer != nil:
                try await jobOutcome(id, audit: audit, item)
            case .command(let id, let audit, let saysSuccess):
                try await commandOutcome(id, audit: audit, saysSuccess: saysSuccess, item)
            case .impact(let revision): try await impactOutcome(revision, item)
            }
        let isHeard = try await isHeard(item)
        switch outcome {
        case .finished(let draft):
            if let draft, isHeard { batch.drafts.append(draft) }
            return nil
        case .going(let item, let draft):
            if let draft, isHeard { batch.drafts.append(draft) }
            let age = Timestamp(milliseconds: item.deadline).duration(to: now)
            return age < Self.giveUpAfter ? item : nil
        case .open(let complaint):
            let age = Timestamp(milliseconds: item.deadline).duration(to: now)
            // One that lies more than a day ahead was set by a clock that was wrong.
            guard age >= .zero || age < .zero - .hours(24) else { return item }
            guard !item.isOverdue else { return age < Self.giveUpAfter ? item : nil }
            if isHeard { batch.drafts.append(complaint) }
            var overdue = item
            overdue.isOverdue = true
            return overdue
        }
    }

    /// False in the private chat of somebody who has no role any more.
    private func isHeard(_ item: FollowUp) async throws -> Bool {
        guard item.chat > 0 else { return true }
        return try await store.presentRole(of: item.chat) != nil
    }

    private enum Outcome {
        case finished(OutboxDraft?)
        /// The job is at work: what to watch further, and what to say now.
        case going(FollowUp, OutboxDraft?)
        /// With what to say should the deadline have passed.
        case open(OutboxDraft)
    }

    private func commandOutcome(_ id: Int64, audit: Int64?, saysSuccess: Bool, _ item: FollowUp) async throws -> Outcome
    {
        let wording = Wording(item.language)
        guard let command = try await store.command(id) else { return .finished(nil) }
        let result = command.result ?? ""
        switch command.state {
        case .queued, .claimed:
            return .open(draft(item, "late", "⚪ " + wording.html(CommonPhrase.schedulerQuiet)))
        case .done, .failed, .refused:
            if let audit { try await store.finishAudit(audit, result: "\(command.state.rawValue): \(result)") }
            guard command.state != .done || saysSuccess else { return .finished(nil) }
            let phrase: CommonPhrase = command.state == .done ? .commandDone : .commandFailed
            let icon = command.state == .done ? "🟢" : "🟠"
            return .finished(draft(item, "end", "\(icon) \(wording.html(phrase, ["result": result]))"))
        }
    }

    private func jobOutcome(_ id: Int64, audit: Int64?, _ item: FollowUp) async throws -> Outcome {
        guard let answer = item.answer, let command = try await store.command(id) else { return .finished(nil) }
        let now = clock.now
        let newest = try await store.runs(job: answer.job, limit: 1).first
        let run = newest.flatMap { $0.claimedAt >= command.postedAt ? $0 : nil }
        let screen = JobScreen(
            job: answer.job,
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
            guard let run, answer.isDue(startedAt: run.claimedAt, now: now) else { return .going(item, nil) }
            var told = item
            told.answer?.toldAt = now.milliseconds
            return .going(told, try await edit(item, answer, "run:\(now.milliseconds)", screen.html))
        case .done, .failed, .refused:
            // An answer that is still on its way is edited once it has arrived.
            guard let draft = try await edit(item, answer, "end", screen.html) else { return .going(item, nil) }
            if let audit {
                try await store.finishAudit(audit, result: "\(command.state.rawValue): \(command.result ?? "")")
            }
            return .finished(draft)
        }
    }

    /// Edits the answer; nil while it waits to be sent, a new message where it never arrived.
    private func edit(_ item: FollowUp, _ answer: JobAnswer, _ suffix: String, _ html: String) async throws
        -> OutboxDraft?
    {
        var draft = draft(item, suffix, html)
        draft.coalesceKey = "\(item.key):answer"
        guard let message = try await store.outboxMessage(answer.outbox) else { return draft }
        switch message.state {
        case .queued, .sending: return nil
        case .sent:
            guard let id = message.messageID else { return draft }
            draft.content = .edit(messageID: id, RenderedMessage(html: html))
            return draft
        case .dead, .dropped: return draft
        }
    }

    private func impactOutcome(_ revision: Int64, _ item: FollowUp) async throws -> Outcome {
        let wording = Wording(item.language)
        guard let impact = try await store.calendarImpact(revision: revision) else {
            return .open(draft(item, "late", wording.html(CalendarPhrase.noScheduler)))
        }
        return .finished(
            draft(item, "end", ImpactText(impact: impact, today: MoscowTime.date(of: clock.now), wording: wording).html)
        )
    }

    /// A line under the menu, or an answer to the message.
    private func draft(_ item: FollowUp, _ suffix: String, _ html: String) -> OutboxDraft {
        let content: MessageContent
        if var screen = item.screen {
            screen.html += "\n" + html
            content = .edit(messageID: item.message, screen)
        } else {
            content = .text(RenderedMessage(html: html, replyTo: item.message))
        }
        return OutboxDraft(
            dedupeKey: "\(item.key):\(suffix)",
            target: .chat(id: item.chat, thread: item.thread),
            content: content,
            priority: .reply,
            expiresAt: clock.now + .minutes(10)
        )
    }

    private func loaded() async throws -> [FollowUp] {
        if let waiting { return waiting }
        let text = try await store.setting(Self.key) ?? "[]"
        // A list that cannot be read belongs to another version; its chats wait in vain, nothing else is lost.
        let stored = (try? JSONDecoder().decode([FollowUp].self, from: Data(text.utf8))) ?? []
        if waiting == nil {
            waiting = stored
            inherited = Set(stored.map(\.key))
        }
        return waiting ?? stored
    }

    private static func text(_ items: [FollowUp]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(items), as: UTF8.self)
    }

    static let key = "bot.follow_ups"
    private static let giveUpAfter = Duration.minutes(30)
}

/// What a calendar edit did to the jobs, in a few lines.
struct ImpactText {
    let impact: CalendarImpact
    let today: CivilDate
    let wording: Wording

    var html: String {
        var lines: [String] = []
        if !impact.jobsAdded.isEmpty { lines.append(line(.impactAdded, impact.jobsAdded)) }
        if !impact.jobsRemoved.isEmpty { lines.append(line(.impactRemoved, impact.jobsRemoved)) }
        if lines.isEmpty { lines.append(wording.html(CalendarPhrase.impactNone)) }
        let next = impact.nextRuns.prefix(4).map { run in
            let time = MoscowTime.instant(run.at).map { wording.clock($0, today: today) }
            return "\(run.job) \(time ?? run.at)"
        }
        if !next.isEmpty { lines.append(line(.impactNext, next)) }
        return lines.joined(separator: "\n")
    }

    private func line(_ phrase: CalendarPhrase, _ jobs: [String]) -> String {
        wording.html(phrase, ["jobs": jobs.joined(separator: ", ")])
    }
}
