import Market
import Platform
import Store

/// Makes one-time codes for newcomers; a code is written only into the private chat of whoever asked for it.
struct InvitationDesk: Sendable {
    let desk: BotDesk
    /// In whose name.
    let signer: Caller
    /// Who approved, for the audit trail; empty where nobody had to.
    let agreed: String

    /// Why no code can be made: the bot cannot write to the person in private; nil when it can.
    var refusal: String? {
        get async throws {
            if signer.chat.id == signer.id { return nil }
            if try await PrivateChats(store: desk.store).isOpen(signer.id) { return nil }
            return signer.wording.text(PeoplePhrase.noPrivateChat)
        }
    }

    /// - Returns: the sentence for the chat in which it was asked, without the code, and the message with it.
    func invite(_ role: Role) async throws -> (html: String, drafts: [OutboxDraft]) {
        let code = try OneTimeCode(desk.options.random)
        let audit = try await desk.store.appendAudit(
            AuditEntry(
                at: desk.now,
                actor: signer.actor,
                action: "people.invite",
                object: role.rawValue,
                after: agreed
            )
        )
        let end = desk.now + desk.options.invitationLife
        let made = try await desk.store.invite(role, digest: code.digest(), author: signer.author, expiresAt: end)
        try await desk.store.finishAudit(audit, result: "invitation \(made.id)")
        let wording = signer.wording
        var lines = [
            wording.html(
                PeoplePhrase.code,
                [
                    "code": code.description, "role": wording.name(role),
                    "time": wording.moscow(end, today: desk.today), "id": String(made.id),
                ]
            )
        ]
        if let name = try await desk.store.setting(UpdatePoller.nameKey) {
            lines.append(HTMLText.escape("https://t.me/\(name)?start=\(code.compact)"))
        }
        let draft = OutboxDraft(
            dedupeKey: "invitation:\(made.id)",
            target: .chat(id: signer.id, thread: nil),
            content: .text(RenderedMessage(html: lines.joined(separator: "\n"))),
            priority: .reply,
            expiresAt: end
        )
        return (wording.html(PeoplePhrase.codeSent), [draft])
    }
}
