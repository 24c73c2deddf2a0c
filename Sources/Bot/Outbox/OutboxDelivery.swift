package import Market
package import Platform
package import Store

/// Sends what is in the outbox: one message a step, the most urgent first, within the limits, each failure by its rule.
package actor OutboxDelivery {
    let store: StateStore
    let client: TelegramClient
    let clock: any MarketClock
    let options: BotOptions
    let log: Log
    private let renderer: MessageRenderer
    private let jitter: Jitter
    private var limiter: DeliveryLimiter?
    /// Chats whose limit is used up, with the instant from which they may be tried again.
    private var waiting: [(target: ChatTarget, until: Timestamp)] = []
    /// Nothing is tried before then, because the server could not be reached.
    private var pausedUntil: Timestamp?
    /// Parts of a long text that have arrived, by outbox number; a crash forgets them and the text comes as a repeat.
    var sentParts: [Int64: Int] = [:]
    private var shown = ShownMessages()

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
    }

    /// Delivers at most one message.
    ///
    /// - Returns: when to call again: an instant not after now while there may be more to do; nil when nothing is
    ///   waiting, until the store changes.
    /// - Throws: `DatabaseError` when the store fails.
    package func step() async throws -> Timestamp? {
        let now = clock.now
        if limiter == nil { try await start(at: now) }
        if let pausedUntil, pausedUntil > now { return pausedUntil }
        pausedUntil = nil
        waiting.removeAll { $0.until <= now }
        // A message that must wait is not even taken: to take it and put it back are two transactions.
        if let free = limiter?.readyForAnyone(at: now), free > now { return free }
        let claimed = try await store.claimNext(
            at: now,
            lease: Self.lease,
            excludingChats: waiting.map(\.target)
        )
        guard let message = claimed else {
            let due = try await store.nextOutboxDue(after: now)
            return (waiting.map(\.until) + [due].compactMap { $0 }).min()
        }
        try await deliver(message, at: now)
        return clock.now
    }

    /// Sends what may leave at once, until the deadline: for a stop that loses no time.
    package func drain(until deadline: Timestamp, by watch: any MarketClock) async throws {
        while watch.now < deadline {
            guard let next = try await step(), next <= clock.now else { return }
        }
    }

    private func start(at now: Timestamp) async throws {
        let holds = DeliveryHolds(text: try await store.setting(Self.holdsKey))
        limiter = DeliveryLimiter(holds: holds)
        let count = try await store.recoverInterruptedSends(at: now, all: true)
        if count > 0 { log.warning("Sends were interrupted by the last stop", ["messages": "\(count)"]) }
    }

    // MARK: - One message

    private func deliver(_ message: OutboxMessage, at now: Timestamp) async throws {
        guard var place = try await place(of: message.draft.target) else {
            try await store.markDead(message.id, error: "no group chat is configured (TELEGRAM_GROUP_CHATID)")
            return
        }
        let cost = message.draft.content.cost
        if let ready = limiter?.readyAt(chat: place.chat, cost: cost, at: now), ready > now {
            try await wait(message, until: ready)
            return
        }
        let language = try await store.setting("telegram.language.\(place.chat)").flatMap(Language.init(rawValue:))
        var outgoing = try await renderer.render(
            message.draft.content,
            chat: place.chat,
            language: language ?? options.language,
            at: now
        )
        if case .nothing(let reason) = outgoing {
            try await store.markDropped(message.id, reason: reason)
            return
        }
        if case .text(let text, let edited?, _) = outgoing, shown.isSame(text, as: edited, in: place.chat) {
            try await store.markSent(message.id, messageID: edited, fade: fade(message, text, shownAs: edited))
            return
        }
        var form = DeliveryForm()
        form.asDocument = message.draft.content.isFiles
        if message.mayBeRepeat { form.repeatMark = Wording(language ?? options.language).text(CommonPhrase.repeated) }
        var attempt = DeliveryAttempt(
            isEdit: outgoing.isEdit,
            mustArrive: message.draft.mustArrive,
            attempts: message.attempts,
            hasThread: place.thread != nil,
            isFade: message.draft.content.isFade
        )
        while true {
            do {
                guard let messageID = try await send(outgoing, message.id, to: place, as: form) else { return }
                try await arrived(message, outgoing, messageID: messageID, chat: place.chat, form)
                return
            } catch let error as TelegramError {
                let decision = attempt.decide(error)
                log.debug("Delivery refused", ["outbox.id": "\(message.id)", "error": error.description])
                guard case .change(let change) = decision else {
                    try await settle(message, outgoing, decision, error, chat: place.chat)
                    return
                }
                attempt.changes.insert(change)
                log.info("Delivery changed", ["outbox.id": "\(message.id)", "change": "\(change)"])
                try await apply(change, to: &outgoing, &form, &place)
                attempt.isEdit = outgoing.isEdit
                attempt.hasThread = place.thread != nil
            }
        }
    }

    private func apply(
        _ change: DeliveryChange,
        to outgoing: inout Outgoing,
        _ form: inout DeliveryForm,
        _ place: inout DeliveryPlace
    ) async throws {
        switch change {
        case .plainText: form.format = .plain
        case .split: form.limit /= 2
        case .generalTopic: place.thread = nil
        case .noReply: form.withoutReply = true
        case .asDocument: form.asDocument = true
        case .newMessage:
            guard case .text(let text, .some, let alert) = outgoing else { return }
            shown.forget()
            if let alert { try await store.forgetLivingMessage(alert: alert, chat: place.chat) }
            outgoing = .text(text, editing: nil, alert: alert)
        case .migrated(let new):
            try await store.setSetting(ChatDirectory.key(place.chat), "\(new)")
            place.chat = new
            // The messages of the old group cannot be edited from the new one.
            if case .text(let text, .some, let alert) = outgoing { outgoing = .text(text, editing: nil, alert: alert) }
        }
    }

    /// Books the call and its cost before it is made: a refused call counts against the limits as well.
    func spend(_ cost: Int, chat: Int64) {
        limiter?.spend(chat: chat, cost: cost, at: clock.now)
    }

    /// When the next part of the same message may leave.
    func readyAt(chat: Int64) -> Timestamp {
        limiter?.readyAt(chat: chat, cost: 1, at: clock.now) ?? clock.now
    }

    /// Puts a message back until its chat may be written to again.
    func wait(_ message: Int64, target: ChatTarget, until: Timestamp) async throws {
        waiting.append((target, until))
        try await store.postpone(message, until: until)
    }

    private func wait(_ message: OutboxMessage, until: Timestamp) async throws {
        try await wait(message.id, target: message.draft.target, until: until)
    }

    private func arrived(
        _ message: OutboxMessage,
        _ outgoing: Outgoing,
        messageID: Int64,
        chat: Int64,
        _ form: DeliveryForm
    ) async throws {
        var living: LivingMessage?
        if case .text(_, nil, let alert?) = outgoing {
            living = LivingMessage(
                alert: alert,
                chat: chat,
                messageID: messageID,
                isRepeat: form.repeatMark != nil
            )
        }
        var planned: PlannedFade?
        if case .text(let text, _, nil) = outgoing { planned = fade(message, text, shownAs: messageID) }
        try await store.markSent(message.id, messageID: messageID, living: living, fade: planned)
        if case .text(let text, let edited, let alert) = outgoing, edited != nil || alert != nil {
            shown.keep(text, as: messageID, in: chat)
        }
        sentParts[message.id] = nil
        if let ready = limiter?.ownReadyAt(chat: chat, cost: 1, at: clock.now), ready > clock.now {
            waiting.append((message.draft.target, ready))
        }
        try await ClosedChats(store: store).open(chat)
    }

    /// What becomes of a drawn message later; also where nothing does, since an older plan must not spoil it.
    private func fade(_ message: OutboxMessage, _ text: RenderedMessage, shownAs messageID: Int64) -> PlannedFade? {
        guard text.fade != nil || message.draft.content.isEdit else { return nil }
        return PlannedFade(target: message.draft.target, messageID: messageID, drawing: message.id, message: text)
    }

    private func settle(
        _ message: OutboxMessage,
        _ outgoing: Outgoing,
        _ decision: DeliveryDecision,
        _ error: TelegramError,
        chat: Int64
    ) async throws {
        let now = clock.now
        switch decision {
        case .change: break
        case .delivered:
            var known: Int64?
            if case .text(let text, let edited?, _) = outgoing {
                known = edited
                shown.keep(text, as: edited, in: chat)
            }
            try await store.markSent(message.id, messageID: known)
        case .hold(let span):
            limiter?.punish(chat: chat, retryAfter: span, at: now)
            try await store.setSetting(Self.holdsKey, limiter?.holds.text)
            log.warning("Telegram asks to wait", ["chat.id": "\(chat)", "wait_s": "\(span.wholeSeconds)"])
            try await wait(message, until: now + span)
        case .retry(let after, let isRepeat):
            let pause = after * (0.5 + 0.5 * jitter())
            if error.kind == .unreachable || error.kind == .unauthorized { pausedUntil = now + pause }
            try await store.markFailed(
                message.id,
                error: error.description,
                retryAt: now + pause,
                mayHaveArrived: isRepeat
            )
        case .dead(let reason):
            log.error("Message given up", ["outbox.id": "\(message.id)", "error": reason])
            try await store.markDead(message.id, error: reason)
            sentParts[message.id] = nil
        case .closed(let reason):
            log.error("Chat is closed to the bot", ["chat.id": "\(chat)", "error": reason])
            try await store.markDead(message.id, error: reason)
            try await tellOwners(chat, reason, message)
        }
    }

    /// Tells the admins once that a chat no longer takes messages; an undeliverable note about a note is not written.
    private func tellOwners(_ chat: Int64, _ reason: String, _ message: OutboxMessage) async throws {
        guard try await ClosedChats(store: store).close(chat, reason: reason) else { return }
        let html =
            "🟠 "
            + Wording(options.language).html(
                CommandPhrase.healthSuspended,
                ["chat": String(chat), "reason": reason]
            )
        let drafts = options.admins.filter { $0 != chat }.map { admin in
            OutboxDraft(
                dedupeKey: "closed:\(chat):\(message.id):\(admin)",
                target: .chat(id: admin, thread: nil),
                content: .text(RenderedMessage(html: html)),
                priority: .warning
            )
        }
        try await store.enqueue(drafts)
    }

    /// Where a target is now: the configured chat, its migrations followed; nil when no group is configured.
    private func place(of target: ChatTarget) async throws -> DeliveryPlace? {
        let directory = ChatDirectory(store: store)
        switch target {
        case .chat(let id, let thread):
            return DeliveryPlace(chat: try await directory.present(id), thread: thread, target: target)
        case .group, .escalation:
            let isEscalation = target == .escalation && options.escalation != nil
            guard let configured = isEscalation ? options.escalation : options.group else { return nil }
            let chat = try await directory.present(configured)
            return DeliveryPlace(chat: chat, thread: isEscalation ? nil : options.groupTopic, target: target)
        }
    }

    /// Longer than the longest upload.
    private static let lease = Duration.seconds(120)
    static let holdsKey = "telegram.holds"
}

/// Numbers in 0..<1 for spreading retries.
package typealias Jitter = @Sendable () -> Double
