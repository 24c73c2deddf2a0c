package import Market
package import Operations
package import Platform
package import Store

/// Sends what is in the outbox, the most urgent first, within the limits, each failure by its rule.
///
/// `run()` has several messages under way: at most one text and one upload of a chat, so that the order within a chat is
/// kept and no picture delays an alert. `step()` delivers one at a time, the same every time, for replays.
package actor OutboxDelivery {
    nonisolated let store: OperationsStore
    let client: TelegramClient
    let clock: any MarketClock
    let options: BotOptions
    let log: Log
    let renderer: MessageRenderer
    let settings: ChatSettings
    let quiet: QuietDigest
    let jitter: RandomFraction
    var limiter: DeliveryLimiter?
    private var preparation: Task<Void, any Error>?
    /// Chats whose limit is used up for a share, with the instant from which they may be tried again.
    var waiting: [(target: ChatTarget, share: DeliveryShare, until: Timestamp)] = []
    /// What `run()` sleeps on.
    var loop: Wakeup?
    /// Deliveries that ``run(watch:grace:)`` has begun, by outbox number, and the first of their failures.
    var work: [Int64: Task<Void, Never>] = [:]
    var failure: (any Error)?
    /// Claimed by the transaction that wrote them, and not begun yet.
    var handedOver: [OutboxMessage] = []
    /// What is under way, by outbox number.
    var flights: [Int64: DeliveryFlight] = [:]
    /// True once a call was cut short by a stop: then nothing more is sent.
    private var isCut = false
    /// The time of the last look.
    private var latest: Timestamp?
    /// Nothing is tried before then, because the server could not be reached.
    var pausedUntil: Timestamp?
    /// Parts of a long text that have arrived, by outbox number; a crash forgets them and the text comes as a repeat.
    var sentParts: [Int64: Int] = [:]
    /// Calls that are booked with the limiter and not yet made, by outbox number.
    var booked: [Int64: Int] = [:]
    var shown = ShownMessages()
    /// False once nothing is known to be held back by quiet hours.
    var mayHoldBack = true
    /// The message of which a process died before, while it is drawn; nothing else is begun meanwhile.
    var suspect: Int64?

    /// The store's own, so that asking it is a plain call.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe store.unownedExecutor }

    /// - Parameter jitter: numbers in 0..<1 that spread retries; a replay passes a constant.
    package init(
        store: OperationsStore,
        client: TelegramClient,
        plots: any PlotRenderer,
        clock: any MarketClock,
        options: BotOptions,
        log: Log,
        jitter: @escaping RandomFraction
    ) {
        self.store = store
        self.client = client
        self.clock = clock
        self.options = options
        self.log = log
        self.jitter = jitter
        renderer = MessageRenderer(store: store, plots: plots, log: log, engineSilence: options.health.scheduler)
        settings = ChatSettings(settings: store.settings, options: options)
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
    ///
    /// A call that is under way then is cut short, and its message kept as one that may have arrived.
    package func drain(until deadline: Timestamp, by watch: any MarketClock) async throws {
        let work = Task {
            while watch.now < deadline, !isCut {
                guard let next = try await step(), next <= clock.now else { return }
            }
        }
        let timer = Task {
            try await watch.sleep(until: deadline, tolerance: nil)
            work.cancel()
        }
        defer { timer.cancel() }
        do {
            try await work.value
        } catch is CancellationError {
            log.warning("Stopped before the outbox was empty")
        }
    }

    /// Takes the next message that may leave beside those under way.
    package func claim() async throws -> Claim {
        try await prepare()
        if !handedOver.isEmpty { return .message(handedOver.removeFirst()) }
        let now = clock.now
        noteTime(now)
        if let pausedUntil, pausedUntil > now { return .none(until: pausedUntil) }
        pausedUntil = nil
        if suspect != nil { return .none(until: now + .milliseconds(20)) }
        waiting.removeAll { $0.until <= now }
        if mayHoldBack { mayHoldBack = try await quiet.step(at: now) { try await language(of: $0) } }
        let (closed, opens) = closure(at: now)
        // A message that must wait is not even taken: to take it and put it back are two transactions.
        guard closed.closedLanes.count < OutboxPriority.allCases.count else { return .none(until: opens) }
        guard let message = try await store.outbox.claimNext(at: now, lease: Self.lease, closed: closed) else {
            let due = try await store.outbox.nextDue(after: now)
            return .none(until: (waiting.map(\.until) + [due, opens].compactMap { $0 }).min())
        }
        flights[message.id] = DeliveryFlight(message.draft)
        if message.isSuspect { suspect = message.id }
        return .message(message)
    }

    /// A clock that is set back takes the waits with it, or nothing would leave until it shows that time again.
    private func noteTime(_ now: Timestamp) {
        defer { latest = now }
        guard let latest, now < latest - .seconds(1) else { return }
        let step = now.duration(to: latest)
        limiter?.setBack(by: step)
        waiting = waiting.map { ($0.target, $0.share, $0.until - step) }
        pausedUntil = pausedUntil.map { $0 - step }
    }

    /// Delivers a message that was claimed.
    ///
    /// - Throws: `CancellationError` when it was cut short: the message is queued again, as a possible repeat where a call
    ///   had been made.
    package func deliver(_ message: OutboxMessage) async throws {
        defer {
            flights[message.id] = nil
            booked[message.id] = nil
            if suspect == message.id { suspect = nil }
            // It has made room, and may have been what others of its chat waited for.
            loop?.call()
        }
        do {
            try await attempt(message, at: clock.now)
        } catch is CancellationError {
            isCut = true
            try await store.outbox.markFailed(
                message.id,
                error: "stopped before the answer came",
                retryAt: clock.now,
                mayHaveArrived: flights[message.id]?.wasCalled ?? true
            )
            throw CancellationError()
        }
    }

    /// Reads what the last process left behind; once, however many ask.
    private func prepare() async throws {
        let task = preparation ?? Task { try await start(at: clock.now) }
        preparation = task
        try await task.value
    }

    private func start(at now: Timestamp) async throws {
        var holds = DeliveryHolds(text: try await store.settings.value(SettingName.telegramHolds))
        // Where it does want so long a wait the server says so again; else a clock that was ahead has written it.
        holds.forget(after: now + .hours(1))
        limiter = DeliveryLimiter(holds: holds)
        let count = try await store.outbox.recoverInterrupted(at: now, all: true)
        if count > 0 { log.warning("Sends were interrupted by the last stop", ["messages": "\(count)"]) }
        for id in try await store.outbox.giveUpFatal() {
            log.error("Message given up: the bot ended twice while it was drawing it", ["outbox.id": "\(id)"])
        }
    }

    func language(of chat: Int64) async throws -> Language {
        try await store.settings.value(SettingName.language(chat)).flatMap(Language.init(rawValue:)) ?? options.language
    }

    /// Takes the suspicion from a message that could be drawn: what ends this process from now on is not its content.
    func clear(_ message: Int64) async throws {
        guard suspect == message else { return }
        try await store.outbox.markSuspect(message, isBeingDrawn: false)
        suspect = nil
    }

    /// Puts a message back until its chat may be written to again.
    func wait(_ message: Int64, target: ChatTarget, until: Timestamp) async throws {
        for share in DeliveryShare.allCases where share >= self.share(of: message) {
            waiting.append((target, share, until))
        }
        try await store.outbox.postpone(message, until: until)
    }

    /// Longer than the longest upload.
    static let lease = Duration.seconds(120)
}

/// Numbers in 0..<1 for spreading retries.
package typealias RandomFraction = @Sendable () -> Double
