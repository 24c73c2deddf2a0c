import Market
import Operations
import Platform
import Store

/// Asks for a "yes", and for those of others, and keeps what is asked in the store.
struct Confirming: Sendable {
    let context: BotContext

    /// Asks the person; the question replaces the message whose button was pressed, or answers the command.
    func ask(_ action: some PendingAction, _ caller: Caller, asEdit: Bool) throws -> Reaction {
        let request = PendingRequest(action: action, name: caller.name)
        let confirmation = try confirmation(request, caller, until: context.now + context.options.confirmWithin)
        let screen = ConfirmationScreen(request: request, wording: caller.wording)
        let message = screen.question(until: confirmation.expiresAt, nonce: confirmation.nonce, today: context.today)
        var reaction = Reaction()
        if asEdit {
            reaction.add(caller, .edit(messageID: caller.messageID, message), at: context.now)
        } else {
            reaction = .reply(caller, message, at: context.now)
        }
        reaction.batch.people.confirmations.append(confirmation)
        return reaction
    }

    /// After the person's own "yes": asks the others, in the group where the question was asked in private.
    ///
    /// - Throws: ``Confirming/NoGroup`` when there is nobody to ask.
    func askOthers(_ request: PendingRequest, _ caller: Caller, approvers: Int) async throws -> Reaction {
        let end = context.now + context.options.approval.window
        var confirmation = try confirmation(request, caller, until: end)
        confirmation.approvers = approvers
        guard caller.chat.isPrivate else {
            let screen = ConfirmationScreen(request: request, wording: caller.wording)
            let message = approvalMessage(confirmation, screen, given: [])
            var reaction = Reaction()
            reaction.add(caller, .edit(messageID: caller.messageID, message), at: context.now)
            reaction.batch.people.confirmations.append(confirmation)
            return reaction
        }
        guard let group = context.options.group else { throw NoGroup() }
        confirmation.chat = try await ChatDirectory(settings: context.store.settings).present(group)
        let language =
            try await PrivateChats(settings: context.store.settings).chosen(by: confirmation.chat)
            ?? context.options.language
        let screen = ConfirmationScreen(request: request, wording: Wording(language))
        let own = ConfirmationScreen(request: request, wording: caller.wording)
        let waiting = caller.wording.html(
            ConfirmPhrase.askedInGroup,
            ["time": caller.wording.clock(end, today: context.today, seconds: true)]
        )
        var reaction = Reaction.edit(caller, own.closed(waiting), keyboard: [], at: context.now)
        reaction.batch.outbox.drafts.append(
            OutboxDraft(
                dedupeKey: "\(caller.key):others",
                target: .group,
                content: .text(approvalMessage(confirmation, screen, given: [])),
                priority: .reply,
                expiresAt: end
            )
        )
        reaction.batch.people.confirmations.append(confirmation)
        return reaction
    }

    func approvalMessage(_ confirmation: Confirmation, _ screen: ConfirmationScreen, given: [Approval])
        -> RenderedMessage
    {
        screen.approval(
            until: confirmation.expiresAt,
            nonce: confirmation.nonce,
            missing: max(1, confirmation.approvers - given.count),
            given: given,
            today: context.today
        )
    }

    /// There is no group in which others could approve.
    struct NoGroup: Error {}

    private func confirmation(_ request: PendingRequest, _ caller: Caller, until end: Timestamp) throws -> Confirmation
    {
        Confirmation(
            nonce: try context.options.random.nonce(),
            person: caller.id,
            chat: caller.chat.id,
            action: try request.text(),
            role: request.action.role,
            subject: request.action.beneficiary,
            createdAt: context.now,
            expiresAt: end
        )
    }
}

extension CommandRequest {
    /// Asks first; the answer is a question with buttons.
    func confirm(_ action: some PendingAction) throws -> Reaction {
        try Confirming(context: context).ask(action, caller, asEdit: false)
    }
}
