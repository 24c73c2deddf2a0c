import Market
import Store

/// `/lang en`: the language of the person in a private chat, of the whole chat in a group; alone, it offers both.
struct LangCommand: ChatCommand {
    let name = "lang"
    let summary = CommandPhrase.langSummary
    let isReadOnly = false
    let group = CommandGroup.own

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let choice = LanguageChoice(caller: request.caller, now: request.now)
        guard let word = request.call.arguments.first else {
            let message = choice.question
            return request.reply(message.html, keyboard: message.keyboard)
        }
        guard let language = Language(rawValue: word.lowercased()) else {
            return request.reply(request.wording.html(CommandPhrase.langUsage))
        }
        guard choice.isAllowed else { return request.refuse(needing: .operator) }
        var reaction = request.reply(Wording(language).html(CommandPhrase.langSet))
        choice.choose(language, in: &reaction)
        return reaction
    }
}

/// Presses under the question of `/lang`.
struct LanguageButtons: ButtonHandler {
    static let name = "lang"
    let route = LanguageButtons.name

    func plan(_ press: ButtonPress) async throws -> PressPlan? {
        guard press.payload.arguments.count == 1, let language = Language(rawValue: press.payload.arguments[0]) else {
            return nil
        }
        let choice = LanguageChoice(caller: press.caller, now: press.now)
        guard choice.isAllowed else { return .refusal(needing: .operator, press.wording) }
        let text = Wording(language).text(CommandPhrase.langSet)
        return PressPlan(toast: text) {
            var reaction = Reaction.edit(press.caller, HTMLText.escape(text), keyboard: [], at: press.now)
            choice.choose(language, in: &reaction)
            return reaction
        }
    }
}

/// Whose language is chosen, and by whom.
struct LanguageChoice {
    let caller: Caller
    let now: Timestamp

    /// Everybody chooses for themselves; for a group it takes an operator.
    var isAllowed: Bool { caller.chat.isPrivate || caller.may(.operator) }

    var question: RenderedMessage {
        let wording = caller.wording
        let scope: AccessPhrase = caller.chat.isPrivate ? .langPrivate : .langGroup
        return RenderedMessage(
            html: "<b>\(wording.html(AccessPhrase.langNow))</b>\n\(wording.html(scope))",
            keyboard: [
                [(Language.russian, "Русский"), (.english, "English")].map { language, label in
                    let payload = CallbackPayload(route: LanguageButtons.name, arguments: [language.rawValue])
                    return RenderedMessage.Button(label: label, data: payload.text)
                }
            ]
        )
    }

    /// The change with its audit row; a private chat has the person's id, so it follows the person into groups.
    func choose(_ language: Language, in reaction: inout Reaction) {
        reaction.batch.settings.values[SettingName.language(caller.chat.id)] = language.rawValue
        reaction.batch.audit.entries.append(
            AuditEntry(
                at: now,
                actor: caller.actor,
                action: .languageSet,
                object: String(caller.chat.id),
                before: caller.wording.language.rawValue,
                after: language.rawValue,
                result: .done
            )
        )
    }
}
