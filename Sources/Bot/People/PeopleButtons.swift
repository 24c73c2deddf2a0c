import Market
import Operations
import Store

/// Presses in the people menu: for admins, and only for the one who opened it.
struct PeopleButtons: ButtonHandler {
    let route = PeopleRoute.name

    func plan(_ press: ButtonPress) async throws -> PressPlan? {
        guard let route = PeopleRoute(press.payload.arguments) else { return nil }
        let (caller, wording, context) = (press.caller, press.wording, press.context)
        guard caller.may(.admin) else { return .refusal(needing: .admin, wording) }
        guard route.owner == caller.id else { return .refusal(wording.text(CommonPhrase.refusedOwner)) }
        if let left = try await press.leftBehind { return left }
        switch route.screen {
        case .close:
            return PressPlan(toast: wording.text(CommonPhrase.closed)) {
                .edit(caller, wording.html(CommonPhrase.closed), keyboard: [], at: press.now)
            }
        case .list: return PressPlan { try await show(press, \.list) }
        case .roles: return PressPlan { try await show(press, \.roles) }
        case .person(let id):
            guard let person = try await context.store.people.person(id) else {
                return .refusal(wording.text(PeoplePhrase.nobody))
            }
            return PressPlan { try await show(press) { $0.card(person) } }
        case .role(let id, let role):
            return try await ask(id, press) { SetRoleAction(person: id, name: $0, given: role) }
        case .remove(let id): return try await ask(id, press) { RemovePersonAction(person: id, name: $0) }
        case .invite(let role): return try await invite(role, press)
        case .withdraw(let id): return PressPlan { try await withdraw(id, press) }
        }
    }

    private func show(_ press: ButtonPress, _ screen: (PeopleMenu) -> RenderedMessage) async throws -> Reaction {
        let message = screen(try await PeopleMenu(press.context, press.caller))
        return press.edit(message.idling(until: press.now + press.context.options.menuIdle, "/people", press.wording))
    }

    private func ask<Action: PeopleAction>(
        _ id: Int64,
        _ press: ButtonPress,
        _ action: (String) -> Action
    ) async throws -> PressPlan {
        let known = try await press.context.store.people.person(id)
        let wanted = action(known?.name ?? String(id))
        if let refusal = PeopleRules(context: press.context, wording: press.wording).refusal(of: wanted, known) {
            return .refusal(refusal)
        }
        return PressPlan { try Confirming(context: press.context).ask(wanted, press.caller, asEdit: true) }
    }

    private func invite(_ role: Role, _ press: ButtonPress) async throws -> PressPlan {
        let invitations = Inviting(context: press.context, signer: press.caller, agreed: "")
        if let refusal = try await invitations.refusal { return .refusal(refusal) }
        guard !role.needsQuestion(press.context) else {
            return PressPlan {
                try Confirming(context: press.context).ask(InviteAction(given: role), press.caller, asEdit: true)
            }
        }
        return PressPlan(toast: press.wording.text(PeoplePhrase.codeSent)) {
            let made = try await invitations.invite(role)
            var reaction = try await show(press, \.list)
            reaction.batch.outbox.drafts += made.drafts
            return reaction
        }
    }

    private func withdraw(_ id: Int64, _ press: ButtonPress) async throws -> Reaction {
        do {
            _ = try await press.context.editing(press.caller).withdraw(invitation: id)
        } catch let error as StoreError where error.kind == .noRight {
            return .edit(press.caller, press.wording.html(ConfirmPhrase.withdrawn), keyboard: [], at: press.now)
        }
        return try await show(press, \.list)
    }
}
