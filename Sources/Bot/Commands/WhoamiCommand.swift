import Store

/// `/whoami`: name, id, role and what it allows.
struct WhoamiCommand: ChatCommand {
    let name = "whoami"
    let summary = CommandPhrase.whoamiSummary
    let group = CommandGroup.own

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let caller = request.caller
        let wording = request.wording
        guard let role = caller.role, !caller.isAnonymous else {
            return request.reply(wording.html(AccessPhrase.whoamiAnonymous))
        }
        var lines = [
            "<b>\(HTMLText.escape(caller.name))</b>",
            wording.html(AccessPhrase.whoamiRole, ["role": wording.name(role), "duty": wording.text(role.duty)]),
            wording.html(AccessPhrase.whoamiID, ["id": String(caller.id)]),
            wording.html(AccessPhrase.whoamiLanguage),
        ]
        if caller.isAppointed { lines.append(wording.html(AccessPhrase.whoamiAppointed)) }
        if caller.isOfGroup { lines.append(wording.html(AccessPhrase.whoamiOfGroup)) }
        return request.reply(lines.joined(separator: "\n"))
    }
}
