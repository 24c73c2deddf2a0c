import Store

/// `/help`: the commands that this person's role may use, by heading.
struct HelpCommand: ChatCommand {
    let name = "help"
    let summary = CommandPhrase.helpSummary
    let group = CommandGroup.own

    func answer(_ request: CommandRequest) async throws -> Reaction {
        request.reply(HelpScreen(role: request.caller.role, wording: request.wording).html)
    }
}

/// The list of commands as text.
struct HelpScreen {
    let role: Role?
    let wording: Wording

    var html: String {
        var blocks: [String] = []
        for group in CommandGroup.allCases {
            let commands = ChatCommands.all.filter { command in
                command.group == group && command.name != "start" && ChatCommands.isUsable(command, by: role)
            }
            guard !commands.isEmpty else { continue }
            let rows = commands.map { "/\($0.name) — \(wording.html($0.summary))" }
            blocks.append((["<b>\(wording.html(group.title))</b>"] + rows).joined(separator: "\n"))
        }
        blocks.append(foot)
        return blocks.joined(separator: "\n\n")
    }

    private var foot: String {
        let times = wording.html(AccessPhrase.helpTimes)
        guard let role else { return times }
        return wording.html(AccessPhrase.whoamiRole, ["role": wording.name(role), "duty": wording.text(role.duty)])
            + "\n" + times
    }
}

extension CommandGroup {
    fileprivate var title: AccessPhrase {
        switch self {
        case .watch: .groupWatch
        case .act: .groupAct
        case .trade: .groupTrade
        case .people: .groupPeople
        case .own: .groupOwn
        }
    }
}
