import Market
import Platform
import Store

/// How an answer comes from the transaction that writes it to its delivery without a transaction for the claim.
extension OutboxDelivery {
    /// The word that the first of the drafts would leave now; nil where it has to wait its turn in the outbox.
    ///
    /// Only while ``run(watch:grace:)`` is at work: a replay's steps take everything from the outbox, in its order.
    func claim(of drafts: [OutboxDraft]) -> OutboxClaim? {
        guard loop != nil, let limiter, suspect == nil, handedOver.isEmpty, flights.count < options.deliveries,
            let draft = drafts.first, !draft.content.isUpload, case .chat(let chat, _) = draft.target
        else { return nil }
        let now = clock.now
        guard pausedUntil.map({ $0 <= now }) ?? true else { return nil }
        let (closed, _) = closure(at: now)
        let taken = (closed.lanes[draft.priority] ?? []) + (closed.busy[draft.priority] ?? [])
        guard !closed.closedLanes.contains(draft.priority),
            !taken.contains(where: { $0.chatKey == draft.target.chatKey }),
            limiter.readyAt(chat: chat, cost: draft.content.cost, draft.priority.share, at: now) <= now
        else { return nil }
        return OutboxClaim(lease: Self.lease)
    }

    /// Takes over what was claimed with ``claim(of:)``.
    func take(_ message: OutboxMessage) {
        flights[message.id] = DeliveryFlight(message.draft)
        handedOver.append(message)
        loop?.call()
    }
}
