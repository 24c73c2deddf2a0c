import Market
import Operations
import Platform
import Store

/// Makes a code worthless that somebody wrote where others can read it.
struct ExposedCodes: Sendable {
    let context: BotContext
    let access: Access

    /// - Returns: nil where the message shows no code that anybody could come in with.
    func react(to message: TelegramMessage) async throws -> Reaction? {
        guard !message.chat.isPrivate, let text = message.text ?? message.caption else { return nil }
        var voided: [Int64] = []
        for code in CodeSpotter.codes(in: text) {
            guard let known = try await context.store.people.invitation(digest: code.digest()),
                known.isOpen(at: context.now)
            else {
                continue
            }
            let actor = message.from.map { "\($0.id) \($0.firstName.prefix(40))" } ?? "chat \(message.chat.id)"
            let line = AuditEntry(
                at: context.now,
                actor: actor,
                action: .peopleExpose,
                object: AuditObject.invitation(known.id).text
            )
            let isDone = try await context.store.people.withdrawInvitation(known.id) {
                line.ended($0 ? .done : .refused(.notOpen))
            }
            if isDone { voided.append(known.id) }
        }
        guard !voided.isEmpty else { return nil }
        context.log.warning(
            "Code shown in a group is withdrawn",
            ["chat.id": "\(message.chat.id)", "invitations": voided.map(String.init).joined(separator: ",")]
        )
        guard let user = message.from else { return Reaction() }
        let key = AnswerKey.message(message.chat.id, message.messageID)
        let caller = try await access.caller(user, in: message, key: key)
        let numbers = voided.map(String.init).joined(separator: ", ")
        return .reply(caller, caller.wording.html(PeoplePhrase.codeExposed, ["id": numbers]), at: context.now)
    }
}
