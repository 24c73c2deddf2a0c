import Market
import Operations
import Platform
import Store

/// Tells the chat when the scheduler has fallen silent, and when it is back.
struct SchedulerWatch: Sendable {
    let store: StateStore
    let clock: any MarketClock
    let options: BotOptions
    private let span: Lock<WatchSpan>

    init(store: StateStore, clock: any MarketClock, options: BotOptions) {
        self.store = store
        self.clock = clock
        self.options = options
        span = Lock(WatchSpan(period: options.health.scheduler))
    }

    /// Looks once; a replay lets the scheduler step first, as its heartbeat is written there.
    func step() async throws {
        let now = clock.now
        let isAwake = span.withLock { $0.look(at: now) }
        guard let beat = try await store.heartbeats().first(where: { $0.process == .scheduler }) else { return }
        let isSilent = beat.silence(at: now) >= options.health.scheduler
        let reported = try await store.setting(Self.key).flatMap { Int64($0) }.map(Timestamp.init(milliseconds:))
        var batch = StoreBatch()
        switch (isSilent, reported) {
        case (true, nil):
            guard isAwake else { return }
            // A sign of life ahead of now says nothing of when it was given.
            let since = Wording(options.language).clock(min(beat.at, now), today: MoscowTime.date(of: now))
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
