import Market
import Store

/// `/lang en`: the language of the person in a private chat, of the whole chat in a group.
struct LangCommand: ChatCommand {
    let name = "lang"
    let summary = CommandPhrase.langSummary
    let isReadOnly = false

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let caller = request.caller
        guard let language = request.call.arguments.first.flatMap({ Language(rawValue: $0.lowercased()) }) else {
            return request.reply(request.wording.html(CommandPhrase.langUsage))
        }
        if !caller.chat.isPrivate, !caller.may(.operator) {
            let role = request.wording.name(Role.operator)
            return request.reply(request.wording.html(CommonPhrase.refusedRole, ["role": role]))
        }
        var reaction = request.reply(Wording(language).html(CommandPhrase.langSet))
        // A private chat has the person's id, so this follows the person into groups.
        reaction.batch.settings["telegram.language.\(caller.chat.id)"] = language.rawValue
        reaction.batch.audit.append(
            AuditEntry(
                at: request.now,
                actor: caller.actor,
                action: "language.set",
                object: String(caller.chat.id),
                after: language.rawValue,
                result: "done"
            )
        )
        return reaction
    }
}

/// `/whoami`: name, role and id.
struct WhoamiCommand: ChatCommand {
    let name = "whoami"
    let summary = CommandPhrase.whoamiSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let caller = request.caller
        let role = caller.role.map(request.wording.name) ?? request.wording.text(CommonPhrase.none)
        return request.reply(
            request.wording.html(
                CommandPhrase.whoamiText,
                ["name": caller.name, "role": role, "id": String(caller.id)]
            )
        )
    }
}
