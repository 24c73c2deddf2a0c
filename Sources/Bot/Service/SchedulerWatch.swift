import Market
import Store

/// Tells the chat when the scheduler has fallen silent, and when it is back.
struct SchedulerWatch: Sendable {
    let store: StateStore
    let clock: any MarketClock
    let options: BotOptions

    /// Looks once; a replay lets the scheduler step first, as its heartbeat is written there.
    func step() async throws {
        guard let beat = try await store.heartbeats().first(where: { $0.process == .scheduler }) else { return }
        let now = clock.now
        let isSilent = beat.at + options.silentAfter <= now
        let reported = try await store.setting(Self.key).flatMap { Int64($0) }.map(Timestamp.init(milliseconds:))
        var batch = StoreBatch()
        switch (isSilent, reported) {
        case (true, nil):
            let since = Wording(options.language).clock(beat.at, today: MoscowTime.date(of: now))
            batch.drafts = [draft(Notice(.schedulerSilent, ["since": since]), "silent:\(beat.at.milliseconds)")]
            batch.settings[Self.key] = String(beat.at.milliseconds)
        case (false, let reported?):
            let minutes = max(1, reported.duration(to: now).wholeSeconds / 60)
            let notice = Notice(.schedulerBack, ["minutes": String(minutes)])
            batch.drafts = [draft(notice, "back:\(reported.milliseconds)")]
            batch.settings.updateValue(nil, forKey: Self.key)
        case (true, _?), (false, nil): return
        }
        try await store.commit(batch)
    }

    private func draft(_ notice: Notice, _ key: String) -> OutboxDraft {
        OutboxDraft(dedupeKey: "scheduler-\(key)", content: .notice(notice), priority: .critical)
    }

    private static let key = "bot.scheduler_silent_since"
}
