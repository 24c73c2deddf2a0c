import Store

/// `/help`: the commands that this person's role may use.
struct HelpCommand: ChatCommand {
    let name = "help"
    let summary = CommandPhrase.helpSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        var lines = ["<b>\(wording.html(CommandPhrase.helpTitle))</b>"]
        for command in ChatCommands.all where command.name != "start" && command.role.map(request.caller.may) ?? true {
            lines.append("/\(command.name) — \(wording.html(command.summary))")
        }
        if let role = request.caller.role {
            lines.append(wording.html(CommandPhrase.helpFoot, ["role": wording.name(role)]))
        }
        return request.reply(lines.joined(separator: "\n"))
    }
}
