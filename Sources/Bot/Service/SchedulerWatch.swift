import Market
import Store

/// Tells the chat when the scheduler has fallen silent, and when it is back.
struct SchedulerWatch: Sendable {
    let store: StateStore
    let clock: any MarketClock
    let options: BotOptions

    /// Looks once.
    ///
    /// - Returns: when the scheduler will count as silent unless it signs before.
    func step() async throws -> Timestamp? {
        guard let beat = try await store.heartbeats().first(where: { $0.process == .scheduler }) else { return nil }
        let now = clock.now
        let due = beat.at + options.silentAfter
        let reported = try await store.setting(Self.key).flatMap { Int64($0) }.map(Timestamp.init(milliseconds:))
        // A stop that was meant to be is announced by the scheduler itself.
        let isSilent = due <= now && !beat.detail.hasPrefix(Self.stopped)
        var batch = StoreBatch()
        if isSilent, reported == nil {
            let since = Wording(options.language).clock(beat.at, today: MoscowTime.date(of: now))
            batch.drafts = [draft(Notice(.schedulerSilent, ["since": since]), "silent:\(beat.at.milliseconds)")]
            batch.settings[Self.key] = String(beat.at.milliseconds)
        } else if !isSilent, let reported {
            let minutes = max(1, reported.duration(to: now).wholeSeconds / 60)
            let notice = Notice(.schedulerBack, ["minutes": String(minutes)])
            batch.drafts = [draft(notice, "back:\(reported.milliseconds)")]
            batch.settings.updateValue(nil, forKey: Self.key)
        } else {
            return isSilent ? nil : due
        }
        try await store.commit(batch)
        return isSilent ? nil : due
    }

    private func draft(_ notice: Notice, _ key: String) -> OutboxDraft {
        OutboxDraft(dedupeKey: "scheduler-\(key)", content: .notice(notice), priority: .critical)
    }

    private static let key = "bot.scheduler_silent_since"
    /// How the detail of the scheduler's last heartbeat begins after an orderly stop.
    private static let stopped = "stopped"
}
