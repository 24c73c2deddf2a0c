import Market
import Operations
import Platform
import Store

/// Signs that the process lives, tells the chat when no poll succeeds although it does, and when one does again.
struct PollWatch: Sendable {
    /// As a whole, because what is told is committed together with the mark that it was.
    let store: OperationsStore
    let options: BotOptions
    let clock: any MarketClock
    let log: Log
    private let voice: AdminVoice
    private let state: Lock<State>

    private struct State {
        var span: WatchSpan
        var startedAt: Timestamp?
        var signedAt: Timestamp?
    }

    init(store: OperationsStore, voice: AdminVoice, options: BotOptions, clock: any MarketClock, log: Log) {
        self.store = store
        self.voice = voice
        self.options = options
        self.clock = clock
        self.log = log
        state = Lock(State(span: WatchSpan(period: options.health.bot)))
    }

    /// Looks once; called far more often than a process may be silent.
    func step() async throws {
        let now = clock.now
        let (isAwake, started, isSignDue) = state.withLock { state in
            let started = state.startedAt ?? now
            state.startedAt = started
            let isDue = state.signedAt.map { now < $0 || $0 + Self.signEvery <= now } ?? true
            if isDue { state.signedAt = now }
            return (state.span.look(at: now), started, isDue)
        }
        if isSignDue { try await store.processes.heartbeat(.botProcess, detail: "alive") }
        let polled = try await store.processes.heartbeat(of: .bot)?.at
        let reported = try await store.settings.instant(Self.key)
        let limit = options.health.bot
        if let reported {
            // Only a poll of after the report ends it.
            guard let polled, polled > reported, now < polled + limit else { return }
            try await tellBack(since: reported, at: now)
        } else if isAwake, (polled ?? started) + limit <= now {
            try await tellDeaf(since: polled ?? started)
        }
    }

    private func tellDeaf(since: Timestamp) async throws {
        let trouble = try await store.processes.pollTrouble()
        log.error(
            "No poll succeeds: commands are not heard",
            ["since": RFC3339.text(since), "cause": trouble?.description ?? "unknown"]
        )
        let notice = Notice.botDeaf(since: .instant(since), cause: trouble?.cause ?? .other)
        try await tell(notice, "bot-deaf:\(since.milliseconds)", mark: String(since.milliseconds))
    }

    private func tellBack(since: Timestamp, at now: Timestamp) async throws {
        log.info("Polls succeed again", ["since": RFC3339.text(since)])
        try await tell(.botBack(afterMinutes: since.shownMinutes(to: now)), "bot-back:\(since.milliseconds)", mark: nil)
    }

    /// To the group; in private to the admins where there is none.
    ///
    /// What could not be sent while nothing reached Telegram is replaced by what is so now: nobody learns afterwards, and with a
    /// sound, that the bot is deaf.
    private func tell(_ notice: Notice, _ key: String, mark: String?) async throws {
        var batch = StoreBatch()
        batch.settings.values.updateValue(mark, forKey: Self.key)
        if options.group != nil {
            batch.outbox.drafts = [
                OutboxDraft(dedupeKey: key, content: .notice(notice), priority: .warning, coalesceKey: Self.key)
            ]
        } else {
            let now = clock.now
            batch.outbox.drafts = try await voice.drafts(key: key) { wording in
                NoticeScreen(now: now, wording: wording).message(notice).html
            }
            for place in batch.outbox.drafts.indices { batch.outbox.drafts[place].coalesceKey = Self.key }
        }
        try await store.commit(batch)
    }

    private static let key = SettingName.deafSince
    private static let signEvery = Duration.seconds(10)
}
