import Market
import Operations
import Store

/// Presses under a question: "yes" and "no" of the person who asked, "approve" and "decline" of others.
struct ConfirmationButtons: ButtonHandler {
    let route = ConfirmationRoute.name

    func plan(_ press: ButtonPress) async throws -> PressPlan? {
        guard let route = ConfirmationRoute(press.payload.arguments),
            let confirmation = try await press.context.store.people.confirmation(route.nonce),
            let request = PendingRequest(confirmation)
        else { return nil }
        let wording = press.wording
        let isOthers = confirmation.approvers > 0
        let isOwn = confirmation.person == press.caller.id
        guard isOthers == (route.answer == .approve || route.answer == .decline) else { return nil }
        let asked = try await ChatDirectory(settings: press.context.store.settings).present(confirmation.chat)
        guard asked == press.caller.chat.id else { return nil }
        guard confirmation.withdrawnAt == nil else {
            // The buttons go with the first press that finds it so.
            let screen = ConfirmationScreen(request: request, wording: wording)
            return PressPlan(toast: wording.text(ConfirmPhrase.withdrawn)) {
                let html = screen.closed(wording.html(ConfirmPhrase.withdrawn))
                return .edit(press.caller, html, keyboard: [], at: press.now)
            }
        }
        guard confirmation.usedAt == nil else { return .refusal(wording.text(ConfirmPhrase.answered)) }
        if isOthers {
            guard press.caller.may(request.action.role) else {
                return .refusal(needing: request.action.role, wording)
            }
            if isOwn, route.answer == .approve { return .refusal(wording.text(ConfirmPhrase.refusedOwn)) }
            if try await press.context.store.people.approvals(route.nonce).contains(where: {
                $0.person == press.caller.id
            }
            ) {
                return .refusal(wording.text(ConfirmPhrase.refusedTwice))
            }
        } else {
            guard isOwn else { return .refusal(wording.text(ConfirmPhrase.refusedForeign)) }
            // The role may have gone since the question was asked.
            guard press.caller.may(request.action.role) || route.answer == .no else {
                return .refusal(needing: request.action.role, wording)
            }
        }
        guard press.now < confirmation.expiresAt else { return .refusal(wording.text(CommonPhrase.refusedExpired)) }
        let runner = ConfirmationRunner(press: press, confirmation: confirmation, request: request)
        switch route.answer {
        case .yes: return PressPlan(toast: wording.text(CommonPhrase.commandPosted)) { try await runner.confirm() }
        case .approve: return PressPlan(toast: wording.text(CommonPhrase.commandPosted)) { try await runner.approve() }
        case .no, .decline: return PressPlan { try await runner.drop(isOwn: isOwn) }
        }
    }
}
