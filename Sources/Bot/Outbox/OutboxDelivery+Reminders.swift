import Market
import Operations
import Platform
import Store

/// Reminders of an alert: none before the alert itself, one at a time, none after the end.
extension OutboxDelivery {
    /// Where the alert's own message is while a reply to it would come before it: that one says the same, and makes the sound.
    ///
    /// A call for help as well, except in the second chat, where it is the alert's message. Nil: the reply may leave.
    func alertAhead(of message: OutboxMessage, in place: DeliveryPlace) async throws -> OutboxState? {
        guard case .incidentReply(let id, let reason) = message.draft.content,
            reason.onlyRepeats || (reason == .escalation && !place.isSecondChat),
            let leader = try await leader(of: id),
            try await store.outbox.livingMessage(of: .alert(leader), chat: place.chat) == nil
        else { return nil }
        let key = IncidentCoalescing.key(leader: leader)
        // Without a second chat a call goes to the group, where the alert is on its way under the group's own name.
        let target = place.isSecondChat ? message.draft.target : ChatTarget.group
        return try await store.outbox.pending(key, target: target)
    }

    /// True for a reminder where a call for help is on its way to the same chat, or has just come there, as after an outage: that one says
    /// the same, louder.
    func isOutcried(_ message: OutboxMessage, in place: DeliveryPlace, at now: Timestamp) async throws -> Bool {
        guard case .incidentReply(let id, .reminder) = message.draft.content, let leader = try await leader(of: id)
        else { return false }
        let call = OutboxDraft(
            dedupeKey: "",
            target: .escalation,
            content: .incidentReply(alert: leader, reason: .escalation),
            priority: .critical
        )
        guard try await self.place(of: call)?.chat == place.chat else { return false }
        let key = IncidentCoalescing.callKey(leader: leader)
        if try await store.outbox.pending(key, target: .escalation) != nil { return true }
        guard let last = try await store.outbox.lastSent(key, target: .escalation) else { return false }
        return now - last < Self.callLasts
    }

    /// For so long a call for help needs no reminder.
    private static let callLasts = Duration.minutes(10)

    /// Which reminder stands after this message has arrived, and which one it makes superfluous; nil where it concerns none.
    ///
    /// An escalation is one as well, except in the second chat, which is shown the living message: with what is taken or over nobody needs
    /// to be called, and the button under the call would do nothing.
    func standingReminder(after message: OutboxMessage, shownAs messageID: Int64, in place: DeliveryPlace) async throws
        -> (new: StandingReminder, old: Int64?)?
    {
        let isCall: Bool
        switch message.draft.content {
        case .incidentReply(_, .escalation): isCall = !place.isSecondChat
        case .incidentReply(_, .reminder): isCall = true
        case .incidentReply(_, let reason) where reason.isEnding: isCall = false
        case .incident, .digest: isCall = false
        default: return nil
        }
        guard let id = message.draft.content.alerts.first, let leader = try await leader(of: id) else { return nil }
        let old = try await store.outbox.standingReminder(alert: leader, chat: place.chat)
        guard isCall || old != nil else { return nil }
        if !isCall, !message.draft.content.isEnding, try await isWaiting(leader) { return nil }
        return (StandingReminder(alert: leader, chat: place.chat, messageID: isCall ? messageID : nil), old)
    }

    /// True while something of a message is open that nobody has taken.
    private func isWaiting(_ leader: Int64) async throws -> Bool {
        let members = try await store.alerts.members(of: leader)
        let alerts = members.isEmpty ? [try await store.alerts.alert(leader)].compactMap(\.self) : members
        return IncidentGroup(members: alerts, wording: Wording(options.language)).open
            .contains { $0.acknowledgedBy == nil }
    }

    /// Removes a reminder from the chat; one that cannot be removed is only one line too many.
    func takeAway(reminder: Int64, in chat: Int64) async {
        do {
            try await client.deleteMessage(reminder, chat: chat)
        } catch {
            log.debug("Old reminder not removed", ["chat.id": "\(chat)", "error": "\(error)"])
        }
    }

    /// The alert whose number the living message has; nil where the alert is gone.
    private func leader(of alert: Int64) async throws -> Int64? {
        try await store.alerts.alert(alert).map { $0.groupID ?? alert }
    }
}

extension MessageContent {
    /// True for the last word on an alert.
    fileprivate var isEnding: Bool {
        if case .incidentReply(_, let reason) = self { reason.isEnding } else { false }
    }
}
