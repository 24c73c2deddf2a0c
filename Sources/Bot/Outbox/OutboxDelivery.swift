package import Market
package import Platform
package import Store

/// Sends what is in the outbox, the most urgent first, within the limits, each failure by its rule.
///
/// `run()` has several messages under way: at most one text and one upload of a chat, so that the order within a chat is
/// kept and no picture delays an alert. `step()` delivers one at a time, the same every time, for replays.
package actor OutboxDelivery {
    let store: StateStore
    let client: TelegramClient
    let clock: any MarketClock
    let options: BotOptions
    let log: Log
    let renderer: MessageRenderer
    let settings: ChatSettings
    let quiet: QuietDigest
    let jitter: Jitter
    var limiter: DeliveryLimiter?
    private var preparation: Task<Void, any Error>?
    /// Chats whose limit is used up, with the instant from which they may be tried again.
    var waiting: [(target: ChatTarget, until: Timestamp)] = []
    /// Chats with a text or an upload under way.
    private var busy = OutboxClosure()
    /// The time of the last look.
    private var latest: Timestamp?
    /// Nothing is tried before then, because the server could not be reached.
    var pausedUntil: Timestamp?
    /// Parts of a long text that have arrived, by outbox number; a crash forgets them and the text comes as a repeat.
    var sentParts: [Int64: Int] = [:]
    /// Calls that are booked with the limiter and not yet made, by outbox number.
    var booked: [Int64: Int] = [:]
    var shown = ShownMessages()
    /// The message of which a process died before, while it is drawn; nothing else is begun meanwhile.
    var suspect: Int64?

    /// - Parameter jitter: numbers in 0..<1 that spread retries; a replay passes a constant.
    package init(
        store: StateStore,
        client: TelegramClient,
        plots: any PlotRenderer,
        clock: any MarketClock,
        options: BotOptions,
        log: Log,
        jitter: @escaping Jitter
    ) {
        self.store = store
        self.client = client
        self.clock = clock
        self.options = options
        self.log = log
        self.jitter = jitter
        renderer = MessageRenderer(store: store, plots: plots, log: log)
        settings = ChatSettings(store: store, options: options)
        quiet = QuietDigest(store: store, renderer: renderer)
    }

    /// What the outbox holds for now.
    package enum Claim: Sendable {
        case message(OutboxMessage)
        /// Nothing may leave; when to look again, nil where nothing waits.
        case none(until: Timestamp?)
    }

    /// Delivers at most one message.
    ///
    /// - Returns: when to call again: an instant not after now while there may be more to do; nil when nothing is
    ///   waiting, until the store changes.
    /// - Throws: `DatabaseError` when the store fails.
    package func step() async throws -> Timestamp? {
        switch try await claim() {
        case .none(let due): return due
        case .message(let message):
            try await deliver(message)
            return clock.now
        }
    }

    /// Sends what may leave at once, until the deadline: for a stop that loses no time.
    package func drain(until deadline: Timestamp, by watch: any MarketClock) async throws {
        while watch.now < deadline {
            guard let next = try await step(), next <= clock.now else { return }
        }
    }

    /// Takes the next message that may leave beside those under way.
    package func claim() async throws -> Claim {
        try await prepare()
        let now = clock.now
        noteTime(now)
        if let pausedUntil, pausedUntil > now { return .none(until: pausedUntil) }
        pausedUntil = nil
        if suspect != nil { return .none(until: now + .milliseconds(20)) }
        waiting.removeAll { $0.until <= now }
        // A message that must wait is not even taken: to take it and put it back are two transactions.
        if let free = limiter?.readyForAnyone(at: now), free > now { return .none(until: free) }
        try await quiet.step(at: now) { try await language(of: $0) }
        var closed = busy
        closed.texts += waiting.map(\.target)
        closed.uploads += waiting.map(\.target)
        // One place stays free for texts.
        if busy.uploads.count >= max(1, options.deliveries - 1) { closed.takesUploads = false }
        guard let message = try await store.claimNext(at: now, lease: Self.lease, closed: closed) else {
            let due = try await store.nextOutboxDue(after: now)
            return .none(until: (waiting.map(\.until) + [due].compactMap { $0 }).min())
        }
        busy.add(message.draft)
        if message.isSuspect { suspect = message.id }
        return .message(message)
    }

    /// A clock that is set back takes the waits with it, or nothing would leave until it shows that time again.
    private func noteTime(_ now: Timestamp) {
        defer { latest = now }
        guard let latest, now < latest - .seconds(1) else { return }
        let step = now.duration(to: latest)
        limiter?.setBack(by: step)
        waiting = waiting.map { ($0.target, $0.until - step) }
        pausedUntil = pausedUntil.map { $0 - step }
    }

    /// Delivers a message that was claimed.
    package func deliver(_ message: OutboxMessage) async throws {
        defer {
            busy.remove(message.draft)
            booked[message.id] = nil
            if suspect == message.id { suspect = nil }
        }
        try await attempt(message, at: clock.now)
    }

    /// Reads what the last process left behind; once, however many ask.
    private func prepare() async throws {
        let task = preparation ?? Task { try await start(at: clock.now) }
        preparation = task
        try await task.value
    }

    private func start(at now: Timestamp) async throws {
        var holds = DeliveryHolds(text: try await store.setting(Self.holdsKey))
        // Where it does want so long a wait the server says so again; else a clock that was ahead has written it.
        holds.forget(after: now + .hours(1))
        limiter = DeliveryLimiter(holds: holds)
        let count = try await store.recoverInterruptedSends(at: now, all: true)
        if count > 0 { log.warning("Sends were interrupted by the last stop", ["messages": "\(count)"]) }
        for id in try await store.giveUpFatalMessages() {
            log.error("Message given up: the bot ended twice while it was drawing it", ["outbox.id": "\(id)"])
        }
    }

    func language(of chat: Int64) async throws -> Language {
        try await store.setting("telegram.language.\(chat)").flatMap(Language.init(rawValue:)) ?? options.language
    }

    /// Takes the suspicion from a message that could be drawn: what ends this process from now on is not its content.
    func clear(_ message: Int64) async throws {
        guard suspect == message else { return }
        try await store.markSuspect(message, isBeingDrawn: false)
        suspect = nil
    }

    /// Puts a message back until its chat may be written to again.
    func wait(_ message: Int64, target: ChatTarget, until: Timestamp) async throws {
        waiting.append((target, until))
        try await store.postpone(message, until: until)
    }

    /// Longer than the longest upload.
    private static let lease = Duration.seconds(120)
    static let holdsKey = "telegram.holds"
}

/// Numbers in 0..<1 for spreading retries.
package typealias Jitter = @Sendable () -> Double

extension OutboxClosure {
    mutating func add(_ draft: OutboxDraft) {
        if draft.content.isUpload { uploads.append(draft.target) } else { texts.append(draft.target) }
    }

    mutating func remove(_ draft: OutboxDraft) {
        if draft.content.isUpload {
            uploads.firstIndex(of: draft.target).map { _ = uploads.remove(at: $0) }
        } else {
            texts.firstIndex(of: draft.target).map { _ = texts.remove(at: $0) }
        }
    }
}
