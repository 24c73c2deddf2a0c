import Market
import Operations
import Platform
import Store

extension OutboxDelivery {
    func arrived(
        _ message: OutboxMessage,
        _ outgoing: Outgoing,
        messageID: Int64,
        _ place: DeliveryPlace,
        _ form: DeliveryForm
    ) async throws {
        let chat = place.chat
        var living: LivingMessage?
        if case .text(_, nil, let subject?) = outgoing {
            living = LivingMessage(subject, chat: chat, messageID: messageID)
        }
        var planned: PlannedFade?
        if case .text(let text, _, nil) = outgoing { planned = fade(message, text, shownAs: messageID, in: place) }
        let reminder = try await standingReminder(after: message, shownAs: messageID, in: place)
        let noted = try await opening(message.draft.content, shownAs: messageID, in: chat)
        try await store.outbox.markSent(
            message.id,
            messageID: messageID,
            living: living,
            reminder: reminder?.new,
            fade: planned,
            // A stranger's coming and going says nothing about the team's chats.
            disproved: message.draft.priority == .stranger ? nil : SettingName.closedChat(chat),
            noted: noted
        )
        if case .text(let text, let edited, let subject) = outgoing,
            edited != nil || subject != nil || !text.keyboard.isEmpty
        {
            shown.keep(text, as: messageID, in: chat)
        }
        if let old = reminder?.old { await takeAway(reminder: old, in: chat) }
        sentParts[message.id] = nil
        for share in DeliveryShare.allCases {
            guard let ready = limiter?.ownReadyAt(chat: chat, cost: 1, share, at: clock.now), ready > clock.now else {
                continue
            }
            waiting.append((message.draft.target, share, ready))
        }
    }

    /// The setting of what is to be known of the day's opening from now on; nil where nothing changes.
    private func opening(_ content: MessageContent, shownAs messageID: Int64, in chat: Int64) async throws
        -> (String, String)?
    {
        guard let (date, market) = content.opening else { return nil }
        let setting = SettingName.openingMessage(chat, market)
        let known = OpeningMessage(try await store.settings.value(setting), of: date)
        return OpeningMessage(content, shownAs: messageID, after: known)?.text.map { (setting, $0) }
    }

    /// What becomes of a drawn message later; also where nothing does, since an older plan must not spoil it.
    ///
    /// Planned for the chat that the message is in, so that a group which moves does not lend the number to another one.
    func fade(
        _ message: OutboxMessage,
        _ text: RenderedMessage,
        shownAs messageID: Int64,
        in place: DeliveryPlace
    ) -> PlannedFade? {
        guard text.fade != nil || message.draft.content.isEdit else { return nil }
        return PlannedFade(
            target: .chat(id: place.chat, thread: place.thread),
            messageID: messageID,
            drawing: message.id,
            message: text
        )
    }

    func settle(
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
            switch outgoing {
            case .text(let text, let edited?, _):
                known = edited
                shown.keep(text, as: edited, in: chat)
            case .pictures(_, _, _, _, let edited): known = edited
            case .text, .nothing: break
            }
            try await store.outbox.markSent(message.id, messageID: known)
        case .hold(let span):
            limiter?.punish(chat: chat, retryAfter: span, at: now)
            try await store.settings.set(SettingName.telegramHolds, limiter?.holds.text)
            log.warning("Telegram asks to wait", ["chat.id": "\(chat)", "wait_s": "\(span.wholeSeconds)"])
            try await wait(message.id, target: message.draft.target, until: now + span)
        case .retry(let after, let isRepeat):
            let pause = after * (0.5 + 0.5 * jitter())
            if error.kind == .unreachable || error.kind == .unauthorized { pausedUntil = now + pause }
            try await store.outbox.markFailed(
                message.id,
                error: error.description,
                retryAt: now + pause,
                mayHaveArrived: isRepeat,
                isAnswerLost: isRepeat && error.kind == .noAnswer
            )
        case .dead(let reason):
            log.error("Message given up", ["outbox.id": "\(message.id)", "error": reason])
            try await store.outbox.markDead(message.id, error: reason)
            sentParts[message.id] = nil
        case .closed(let reason):
            sentParts[message.id] = nil
            guard try await isOurs(chat) else {
                // Nobody waits for what a stranger no longer wants to hear.
                log.info("Chat is closed to the bot", ["chat.id": "\(chat)", "error": reason])
                try await store.outbox.markDropped(message.id, reason: reason)
                return
            }
            log.error("Chat is closed to the bot", ["chat.id": "\(chat)", "error": reason])
            // An answer is lost to nobody but the person who shut the bot out.
            if chat > 0, message.draft.priority == .reply {
                try await drop(message, because: reason)
            } else {
                try await store.outbox.markDead(message.id, error: reason)
            }
            try await tellOwners(chat, reason, message)
        }
    }

    /// Gives up what has lost its meaning; the log says what and why, since no chat does.
    func drop(_ message: OutboxMessage, because reason: String) async throws {
        try await store.outbox.markDropped(message.id, reason: reason)
        log.info(
            "Message dropped",
            ["outbox.id": "\(message.id)", "kind": message.draft.content.kind.rawValue, "reason": reason]
        )
    }

    /// True for the team's groups and the private chats of its people.
    private func isOurs(_ chat: Int64) async throws -> Bool {
        if options.admins.contains(chat) { return true }
        if try await store.people.person(chat) != nil { return true }
        let directory = ChatDirectory(settings: store.settings)
        if let group = options.group, try await directory.present(group) == chat { return true }
        return try await isEscalation(chat)
    }

    private func isEscalation(_ chat: Int64) async throws -> Bool {
        guard let second = try await settings.escalationChat() else { return false }
        return try await ChatDirectory(settings: store.settings).present(second) == chat
    }

    /// Tells the admins that a chat no longer takes messages, once a day at most, however often somebody shuts the bot
    /// out and lets it in again; an undeliverable note about a note is not written.
    private func tellOwners(_ chat: Int64, _ reason: String, _ message: OutboxMessage) async throws {
        guard try await ClosedChats(store: store).close(chat, reason: reason, at: clock.now) else { return }
        let wording = Wording(options.language)
        let html =
            "🟠 "
            + wording.html(CommandPhrase.healthSuspended, ["chat": String(chat), "reason": wording.trouble(reason)])
        let drafts = options.admins.filter { $0 != chat }.map { admin in
            OutboxDraft(
                dedupeKey: "closed:\(chat):\(message.id):\(admin)",
                target: .chat(id: admin, thread: nil),
                content: .text(RenderedMessage(html: html)),
                priority: .warning
            )
        }
        try await store.outbox.enqueue(drafts)
    }
}
