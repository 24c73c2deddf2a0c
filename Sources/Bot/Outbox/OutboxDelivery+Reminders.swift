import Operations
import Platform
import Store

/// Reminders of an alert: none before the alert itself, one at a time, none after the end.
extension OutboxDelivery {
    /// True for a reply to a message that has not left yet: that one will say the same, and make the sound.
    func isAheadOfItsAlert(_ message: OutboxMessage, in chat: Int64) async throws -> Bool {
        guard case .incidentReply(let id, let reason) = message.draft.content, reason.onlyRepeats,
            let leader = try await leader(of: id),
            try await store.outbox.livingMessage(alert: leader, chat: chat) == nil
        else { return false }
        return try await store.outbox.isQueued(IncidentCoalescing.key(leader: leader), target: message.draft.target)
    }

    /// Which reminder stands after this message has arrived, and which one it makes superfluous; nil where it concerns none.
    func standingReminder(after message: OutboxMessage, shownAs messageID: Int64, in chat: Int64) async throws
        -> (new: StandingReminder, old: Int64?)?
    {
        guard case .incidentReply(let id, let reason) = message.draft.content, reason == .reminder || reason.isEnding,
            let leader = try await leader(of: id)
        else { return nil }
        let old = try await store.outbox.standingReminder(alert: leader, chat: chat)
        guard old != nil || reason == .reminder else { return nil }
        let new = StandingReminder(alert: leader, chat: chat, messageID: reason == .reminder ? messageID : nil)
        return (new, old)
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
