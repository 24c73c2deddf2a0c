import Market
import Operations
import Platform
import Store

/// Tells the chat when the scheduler has fallen silent, and when it is back.
///
/// A silence that nobody wanted is an alarm. A scheduler that somebody stopped leaves the desk as blind, but that is known:
/// where it stays stopped, one line without a sound says that nothing is checked, and its own start ends that.
struct SchedulerWatch: Sendable {
    let store: OperationsStore
    let clock: any MarketClock
    let options: BotOptions
    private let span: Lock<WatchSpan>

    init(store: OperationsStore, clock: any MarketClock, options: BotOptions) {
        self.store = store
        self.clock = clock
        self.options = options
        span = Lock(WatchSpan(period: options.health.scheduler))
    }

    /// Looks once; a replay lets the scheduler step first, as its heartbeat is written there.
    func step() async throws {
        let now = clock.now
        let isAwake = span.withLock { $0.look(at: now) }
        guard let beat = try await store.processes.heartbeat(of: .scheduler) else { return }
        let isSilent = beat.silence(at: now) >= options.health.scheduler
        switch beat.state {
        case .running where isSilent: if isAwake { try await tellSilence(since: beat.at, now) }
        case .running: try await tellReturn(now)
        case .stopped: if isAwake, isSilent { try await tellStop(at: beat.at, now) }
        }
    }

    private func tellSilence(since last: Timestamp, _ now: Timestamp) async throws {
        guard try await store.settings.value(SettingName.schedulerSilentSince) == nil else { return }
        let notice = Notice.schedulerSilent(since: Self.past(last, now))
        try await tell(
            notice,
            .critical,
            "silent:\(last.milliseconds)",
            SettingName.schedulerSilentSince,
            String(last.milliseconds)
        )
    }

    private func tellReturn(_ now: Timestamp) async throws {
        guard let since = try await store.settings.instant(SettingName.schedulerSilentSince) else { return }
        let notice = Notice.schedulerBack(afterMinutes: since.shownMinutes(to: now))
        try await tell(notice, .critical, "back:\(since.milliseconds)", SettingName.schedulerSilentSince, nil)
    }

    private func tellStop(at last: Timestamp, _ now: Timestamp) async throws {
        let mark = String(last.milliseconds)
        guard try await store.settings.value(SettingName.schedulerStopTold) != mark else { return }
        let notice = Notice.schedulerOff(since: Self.past(last, now))
        try await tell(notice, .report, "off:\(mark)", SettingName.schedulerStopTold, mark)
    }

    private func tell(
        _ notice: Notice,
        _ priority: OutboxPriority,
        _ key: String,
        _ setting: String,
        _ value: String?
    ) async throws {
        var batch = StoreBatch()
        batch.outbox.drafts = [OutboxDraft(dedupeKey: "scheduler-\(key)", content: .notice(notice), priority: priority)]
        batch.settings.values.updateValue(value, forKey: setting)
        try await store.commit(batch)
    }

    /// A sign of life ahead of now says nothing of when it was given.
    private static func past(_ instant: Timestamp, _ now: Timestamp) -> Notice.Since {
        .instant(min(instant, now))
    }
}
