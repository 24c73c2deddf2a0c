import Market
import Operations
import Platform
import Store

extension OutboxDelivery {
    /// Tries to deliver one message, changing it as the server's refusals ask.
    func attempt(_ message: OutboxMessage, at now: Timestamp) async throws {
        guard var place = try await place(of: message.draft) else {
            try await store.outbox.markDead(message.id, error: "no group chat is configured (TELEGRAM_GROUP_CHATID)")
            return
        }
        // What the second chat is told of an escalated alert the group knows already; only the call itself is for it too.
        if message.draft.target == .escalation, !place.isSecondChat, !message.draft.content.isCallForHelp {
            try await store.outbox.markDropped(message.id, reason: "there is no second chat")
            return
        }
        if try await isForgotten(message) {
            try await drop(message, because: "the reader's rights are gone")
            return
        }
        switch try await alertAhead(of: message, in: place) {
        case .queued:
            try await drop(message, because: "the alert's own message is still to come")
            return
        case .sending:
            // It may have been drawn before there was a call: only when it is there can the call be one to it.
            try await store.outbox.postpone(message.id, until: now + .seconds(1))
            return
        case .sent, .dead, .dropped, nil: break
        }
        if try await isOutcried(message, in: place, at: now) {
            try await drop(message, because: "a call for help says the same")
            return
        }
        if message.draft.priority == .report, let due = try await store.outbox.nextAhead(of: message, at: now) {
            // What failed before it goes first, also where its own try comes sooner.
            try await store.outbox.postpone(message.id, until: due + .seconds(1))
            return
        }
        let cost = message.draft.content.cost
        let share = share(of: message.id)
        if let ready = limiter?.readyAt(chat: place.chat, cost: cost, share, at: now), ready > now {
            try await wait(message.id, target: message.draft.target, until: ready)
            return
        }
        // Booked at once, because others ask while this one is being drawn.
        limiter?.spend(chat: place.chat, cost: cost, share, at: now)
        booked[message.id] = cost
        let unbooked = place.chat
        defer { if let left = booked[message.id] { limiter?.refund(chat: unbooked, cost: left, share) } }
        let language = try await language(of: place.chat)
        if message.isSuspect { try await store.outbox.markSuspect(message.id, isBeingDrawn: true) }
        var outgoing = try await draw(message.draft.content, place, language, at: now)
        if place.isMoved { outgoing.moveOver(isFade: message.draft.content.isFade) }
        if case .nothing(let reason) = outgoing {
            try await drop(message, because: reason)
            return
        }
        if case .text(let text, let edited?, _) = outgoing, shown.isSame(text, as: edited, in: place.chat) {
            try await store.outbox.markSent(
                message.id,
                messageID: edited,
                fade: fade(message, text, shownAs: edited, in: place)
            )
            return
        }
        guard try await isAllowedNow(message, &outgoing, place, at: now) else { return }
        var form = DeliveryForm()
        form.asDocument = message.draft.content.isFiles
        if message.mayBeRepeat { form.repeatMark = Wording(language).text(CommonPhrase.repeated) }
        // Somebody has heard one of the first two, or the chat is away; a third sound would say nothing new.
        if message.lostAnswers > 1 { outgoing.makeSilent() }
        var attempt = DeliveryAttempt(
            isEdit: outgoing.isEdit,
            mustArrive: message.draft.mustArrive,
            attempts: message.attempts,
            hasThread: place.thread != nil,
            isFade: message.draft.content.isFade,
            lostAnswers: message.lostAnswers
        )
        if message.lostAnswers > 0, !outgoing.isEdit, let error = try await silence() {
            try await settle(message, outgoing, attempt.decide(error), error, chat: place.chat)
            return
        }
        while true {
            do {
                guard let messageID = try await send(outgoing, message.id, to: place, as: form) else { return }
                try await arrived(message, outgoing, messageID: messageID, place, form)
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
                try await apply(change, message, to: &outgoing, &form, &place)
                if case .nothing(let reason) = outgoing {
                    try await drop(message, because: reason)
                    return
                }
                attempt.isEdit = outgoing.isEdit
                attempt.hasThread = place.thread != nil
            }
        }
    }

    /// Why the server does not answer even what has no effect: then a message whose answer was lost is not tried, or each try might be
    /// one more copy of it, and nobody could say whether any has come.
    private func silence() async throws -> TelegramError? {
        do {
            _ = try await client.profile()
            return nil
        } catch let error as TelegramError {
            switch error.kind {
            case .unreachable, .noAnswer, .foreignAnswer: return TelegramError(.unreachable, detail: error.detail)
            default: return nil
            }
        }
    }

    /// True where a private chat would get what was meant for the role that its person had before (``RightsLoss``).
    private func isForgotten(_ message: OutboxMessage) async throws -> Bool {
        guard case .chat(let person, _) = message.draft.target, person > 0, !message.draft.content.isFade,
            let loss = try await store.people.rightsLoss(of: person)
        else { return false }
        return message.id <= loss.outbox
    }

    private func draw(_ content: MessageContent, _ place: DeliveryPlace, _ language: Language, at now: Timestamp)
        async throws -> Outgoing
    {
        if case .invitation(let id, let own) = content {
            let wording = Wording(own.flatMap(Language.init(rawValue:)) ?? language)
            return try await CodeMessage(store: store, random: options.random).outgoing(id, wording, at: now)
        }
        if case .webLink(let person, let name, let own) = content {
            let wording = Wording(own.flatMap(Language.init(rawValue:)) ?? language)
            return try await WebLinkMessage(store: store, options: options).outgoing(person, name, wording, at: now)
        }
        return try await renderer.render(
            content,
            chat: place.chat,
            isSecondChat: place.isSecondChat,
            language: language,
            at: now
        )
    }

    /// Obeys the chat's quiet hours: false where the message waits for their end.
    private func isAllowedNow(
        _ message: OutboxMessage,
        _ outgoing: inout Outgoing,
        _ place: DeliveryPlace,
        at now: Timestamp
    ) async throws -> Bool {
        let hours = try await settings.quietHours(place.chat)
        guard hours?.end(at: now) != nil else { return true }
        var isCritical = message.draft.priority == .critical
        for id in message.draft.content.alerts where !isCritical {
            isCritical = try await store.alerts.alert(id)?.severity == .critical
        }
        let rule = QuietRule.judge(
            hours,
            lane: message.draft.priority,
            isCritical: isCritical,
            isNew: !outgoing.isEdit,
            at: now
        )
        switch rule {
        case .loud: return true
        case .silent:
            outgoing.makeSilent()
            return true
        case .hold(let end):
            try await clear(message.id)
            mayHoldBack = true
            try await quiet.note(place.target, chat: place.chat, until: end)
            try await store.outbox.postpone(message.id, until: end)
            return false
        }
    }

    private func apply(
        _ change: DeliveryChange,
        _ message: OutboxMessage,
        to outgoing: inout Outgoing,
        _ form: inout DeliveryForm,
        _ place: inout DeliveryPlace
    ) async throws {
        switch change {
        case .plainText: form.format = .plain
        case .split: form.limit /= 2
        case .generalTopic: try await leaveTopic(message.id, &place)
        case .noReply: form.withoutReply = true
        case .asDocument: form.asDocument = true
        case .asText:
            sentParts[message.id] = nil
            outgoing.tellInWords(Wording(try await language(of: place.chat)))
        case .newMessage:
            switch outgoing {
            case .text(var text, .some, let subject):
                shown.forget()
                if let subject { try await store.outbox.forgetLivingMessage(of: subject, chat: place.chat) }
                // An edit would have made no sound either.
                text.isSilent = true
                outgoing = .text(text, editing: nil, showing: subject)
            case .pictures(let files, let caption, let keyboard, let replyTo, .some):
                outgoing = .pictures(files, caption: caption, keyboard: keyboard, replyTo: replyTo)
            case .text, .pictures, .nothing: return
            }
        case .migrated(let new):
            var batch = StoreBatch()
            batch.settings.values = try await settings.moved(from: place.chat, to: new)
            try await store.commit(batch)
            place.chat = new
            place.isMoved = true
            // The messages of the old group cannot be edited from the new one, nor answered.
            outgoing.moveOver(isFade: message.draft.content.isFade)
        }
    }

    /// Books a call before it is made: a refused call counts against the limits as well.
    func spend(_ cost: Int, _ message: Int64, chat: Int64) async throws {
        try await clear(message)
        let paid = min(booked[message] ?? 0, cost)
        booked[message] = (booked[message] ?? 0) - paid
        flights[message]?.wasCalled = true
        if cost > paid { limiter?.spend(chat: chat, cost: cost - paid, share(of: message), at: clock.now) }
    }

    /// When the next part of the same message may leave.
    func readyAt(chat: Int64, _ message: Int64) -> Timestamp {
        limiter?.readyAt(chat: chat, cost: 1, share(of: message), at: clock.now) ?? clock.now
    }
}
