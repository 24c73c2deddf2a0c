import Store

/// `/info`: the ids of the chat and the person (seed 002); the one command that answers a stranger.
struct InfoCommand: ChatCommand {
    let name = "info"
    let summary = CommandPhrase.infoSummary
    let role: Role? = nil
    let isAnsweredLate = true
    let group = CommandGroup.own

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let caller = request.caller
        let wording = request.wording
        var lines = [
            "<b>\(wording.html(CommandPhrase.infoTitle))</b>",
            wording.html(
                CommandPhrase.infoChat,
                ["id": String(caller.chat.id), "type": wording.text(caller.chat.kindPhrase)]
            ),
        ]
        if let thread = caller.thread { lines.append(wording.html(CommandPhrase.infoThread, ["id": String(thread)])) }
        lines.append(wording.html(CommandPhrase.infoUser, ["id": String(caller.id)]))
        if let role = caller.role {
            lines.append(wording.html(CommandPhrase.infoRole, ["role": wording.name(role)]))
        } else {
            lines.append(wording.html(CommandPhrase.infoStranger))
        }
        return request.reply(lines.joined(separator: "\n"))
    }
}

/// `/start`: what Telegram sends when a private chat begins; the same as `/help`, but for strangers silence.
struct StartCommand: ChatCommand {
    let name = "start"
    let summary = CommandPhrase.startSummary
    let group = CommandGroup.own
    let isAnsweredLate = true

    func answer(_ request: CommandRequest) async throws -> Reaction {
        try await HelpCommand().answer(request)
    }
}

extension TelegramChat {
    /// Telegram's word for the kind, in the reader's.
    fileprivate var kindPhrase: InfoPhrase {
        switch type {
        case "private": .privateChat
        case "group": .group
        case "supergroup": .supergroup
        default: .channel
        }
    }
}

/// Kinds of chats.
enum InfoPhrase: String, Phrase {
    case privateChat, group, supergroup, channel

    var texts: Texts {
        switch self {
        case .privateChat: Texts("личный чат", "private")
        case .group: Texts("группа", "group")
        case .supergroup: Texts("супергруппа", "supergroup")
        case .channel: Texts("канал", "channel")
        }
    }
}
