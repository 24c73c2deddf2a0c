import Market
import Operations
import Store

/// Makes invitations for newcomers; the code is drawn when it is sent into the private chat of whoever asked for it.
struct Inviting: Sendable {
    let context: BotContext
    /// In whose name.
    let signer: Caller
    /// Who approved, for the audit trail; empty where nobody had to.
    let agreed: String

    /// Why no code can be made: the bot cannot write to the person in private; nil when it can.
    var refusal: String? {
        get async throws {
            if signer.chat.id == signer.id { return nil }
            if try await PrivateChats(settings: context.store.settings).isOpen(signer.id) { return nil }
            return signer.wording.text(PeoplePhrase.noPrivateChat)
        }
    }

    /// - Returns: the sentence for the chat in which it was asked, without the code, and the message with it.
    func invite(_ role: Role) async throws -> (html: String, drafts: [OutboxDraft]) {
        let end = context.now + context.options.invitationLife
        let made: Invitation
        do {
            made = try await context.editing(signer, agreed: agreed).invite(role, digest: nil, until: end)
        } catch let error as StoreError where error.kind == .noRight {
            return (signer.wording.html(ConfirmPhrase.withdrawn), [])
        }
        let person = try await context.store.people.person(signer.id)
        let language = try await PrivateChats(settings: context.store.settings).language(
            of: signer.id,
            person,
            usual: context.options.language
        )
        let draft = OutboxDraft(
            dedupeKey: "invitation:\(made.id)",
            target: .chat(id: signer.id, thread: nil),
            content: .invitation(id: made.id, language: language.rawValue),
            priority: .reply,
            expiresAt: end
        )
        return (signer.wording.html(PeoplePhrase.codeSent), [draft])
    }
}
