import Market
import Store

/// Who asks, from where, and in which language they are answered.
struct Caller: Sendable {
    /// Telegram's numeric id; names decide nothing.
    var id: Int64
    var name: String
    /// nil for a stranger.
    let role: Role?
    /// Under the number it has now, whatever it had when the message was written.
    let chat: TelegramChat
    /// The number of the chat that holds the message: the old one where the group has become a supergroup since.
    ///
    /// The delivery knows that nothing there can be edited or answered any more.
    let origin: Int64
    let thread: Int64?
    /// The command's message, or the one whose button was pressed.
    let messageID: Int64
    /// Unique for ever; the drafts that the request causes begin with it.
    let key: String
    let wording: Wording
    /// The role that the person would have in the team's group or in private, where this chat is neither.
    var roleElsewhere: Role?
    /// False in a chat where no role holds.
    var isTeamChat = true
    /// True for an administrator who hides behind the group: nobody can tell which person it is.
    var isAnonymous = false
    /// True for an admin by configuration, whose role the store cannot change.
    var isAppointed = false
    /// True for somebody whose role is their place in the group.
    var isOfGroup = false

    /// As commands and edits are signed: `Иван (42)`.
    var author: String { Person.signature(id, name) }

    /// As the audit trail names people: `42 Иван`.
    var actor: String { Person.auditName(id, name) }

    func may(_ needed: Role) -> Bool {
        role.map { $0 >= needed } ?? false
    }

    /// Why something that needs a role is not done.
    func refusal(needing needed: Role) -> String {
        isAnonymous
            ? wording.text(AccessPhrase.refusedAnonymous)
            : wording.text(CommonPhrase.refusedRole, ["role": wording.name(needed)])
    }

    /// What somebody without a role in this chat is told.
    var refusalWithoutRole: AccessPhrase { roleElsewhere == nil ? .refusedStranger : .refusedElsewhere }

    /// Where an answer goes.
    var target: ChatTarget { .chat(id: origin, thread: thread) }

    /// Answers in groups point at what they answer.
    var replyTo: Int64? { chat.isPrivate ? nil : messageID }
}

extension String {
    /// A signature without its number, for messages: `Иван (42)` becomes `Иван`.
    var signatureName: String {
        guard hasSuffix(")"), let open = lastIndex(of: "("), open > startIndex else { return self }
        let digits = self[index(after: open)...].dropLast()
        guard !digits.isEmpty, digits.allSatisfy(\.isNumber) else { return self }
        return String(self[..<open]).trimmed
    }
}
