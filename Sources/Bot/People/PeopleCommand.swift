import Market
import Operations
import Store

/// `/people`: who may what; with words, `/people invite operator`, `/people set 1002 trader`, `/people remove 1002`.
struct PeopleCommand: ChatCommand {
    let name = "people"
    let summary = CommandPhrase.peopleSummary
    let role: Role? = .admin
    let isReadOnly = false
    let asks: [any PendingAction.Type] = [SetRoleAction.self, RemovePersonAction.self, InviteAction.self]

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let words = request.call.arguments
        guard let first = words.first else {
            let menu = try await PeopleMenu(request.context, request.caller)
            let list = menu.list.idling(
                until: request.now + request.context.options.menuIdle,
                "/people",
                request.wording
            )
            return .reply(request.caller, list, at: request.now)
        }
        let person = words.dropFirst().first.flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
        switch (first.lowercased(), words.count) {
        case ("invite", 2):
            guard let role = Role(word: words[1]) else { return usage(request) }
            return try await invite(role, request)
        case ("set", 3):
            guard let person, let role = Role(word: words[2]) else { return usage(request) }
            return try await ask(person, request) { name in
                SetRoleAction(person: person, name: name, given: role)
            }
        case ("remove", 2):
            guard let person else { return usage(request) }
            return try await ask(person, request) { name in RemovePersonAction(person: person, name: name) }
        default: return usage(request)
        }
    }

    private func invite(_ role: Role, _ request: CommandRequest) async throws -> Reaction {
        let context = Inviting(context: request.context, signer: request.caller, agreed: "")
        if let refusal = try await context.refusal { return request.reply(HTMLText.escape(refusal)) }
        guard !role.needsQuestion(request.context) else { return try request.confirm(InviteAction(given: role)) }
        let made = try await context.invite(role)
        var reaction = Reaction()
        // In private the code itself is the answer.
        if !request.caller.chat.isPrivate { reaction = request.reply(made.html) }
        reaction.batch.outbox.drafts += made.drafts
        return reaction
    }

    private func ask<Action: PeopleAction>(
        _ person: Int64,
        _ request: CommandRequest,
        _ action: (String) -> Action
    ) async throws -> Reaction {
        let known = try await request.context.store.people.person(person)
        let wanted = action(known?.name ?? String(person))
        if let refusal = PeopleRules(context: request.context, wording: request.wording).refusal(of: wanted, known) {
            return request.reply(HTMLText.escape(refusal))
        }
        return try request.confirm(wanted)
    }

    private func usage(_ request: CommandRequest) -> Reaction {
        request.reply(request.wording.html(PeoplePhrase.usage))
    }
}

/// What may not be asked for at all; a pure value over what is known.
struct PeopleRules {
    let context: BotContext
    let wording: Wording

    /// Why not; nil when it may be asked.
    func refusal(of action: some PeopleAction, _ known: Person?) -> String? {
        guard !context.options.admins.contains(action.person) else { return wording.text(PeoplePhrase.appointedNote) }
        return action.refusal(known, wording)
    }
}

extension Role {
    /// Reads a role as people call it, in either language.
    init?(word: String) {
        switch word.lowercased() {
        case "наблюдатель": self = .viewer
        case "оператор": self = .operator
        case "трейдер": self = .trader
        case "админ", "администратор": self = .admin
        case let word: self.init(rawValue: word)
        }
    }

    /// Codes for roles that move money or people are asked about first, and all of them where others must approve.
    func needsQuestion(_ context: BotContext) -> Bool {
        self >= .trader || context.options.approval.approvers(for: InviteAction(given: self)) > 0
    }
}
