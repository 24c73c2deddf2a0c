import Market
import Operations
import Store

/// `/web`: a link to the dashboard that signs the asking person's browser in once; it goes to the private chat.
struct WebCommand: ChatCommand {
    let name = "web"
    let summary = WebPhrase.summary
    let group = CommandGroup.own

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let (caller, wording) = (request.caller, request.wording)
        guard request.context.options.dashboard != nil else {
            return request.reply(wording.html(WebPhrase.notServed))
        }
        let chats = PrivateChats(settings: request.context.store.settings)
        let isPrivate = caller.chat.id == caller.id
        if !isPrivate, try await !chats.isOpen(caller.id) {
            return request.reply(wording.html(WebPhrase.noPrivateChat))
        }
        let person = try await request.context.store.people.person(caller.id)
        let language = try await chats.language(of: caller.id, person, usual: request.context.options.language)
        // In a private chat the link is the answer.
        var reaction = isPrivate ? Reaction() : request.reply(wording.html(WebPhrase.sent))
        reaction.batch.outbox.drafts.append(
            OutboxDraft(
                dedupeKey: "web:\(caller.chat.id):\(caller.messageID):\(request.now.milliseconds)",
                target: .chat(id: caller.id, thread: nil),
                content: .webLink(person: caller.id, name: caller.name, language: language.rawValue),
                priority: .reply,
                expiresAt: request.now + request.context.options.webLinkLife
            )
        )
        return reaction
    }
}

/// The sentences of `/web`.
enum WebPhrase: String, Phrase {
    case summary, link, sent, noPrivateChat, notServed

    var texts: Texts {
        switch self {
        case .summary: Texts("вход на дашборд", "sign in to the dashboard")
        case .link:
            Texts(
                "Дашборд, роль {role}. Ссылка действует до {time}, на один вход, только для вас",
                "The dashboard, role {role}. The link is good until {time}, for one sign-in, for you only"
            )
        case .sent: Texts("Ссылка у вас в личном чате с ботом", "The link is in your private chat with the bot")
        case .noPrivateChat:
            Texts(
                "Сначала напишите боту в личном чате и повторите /web: ссылка придёт туда",
                "First write to the bot in a private chat, then send /web again: the link goes there"
            )
        case .notServed: Texts("Дашборд на этом сервере выключен", "The dashboard is off on this server")
        }
    }
}
