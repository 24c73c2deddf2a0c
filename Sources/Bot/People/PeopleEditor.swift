import Market
import Operations
import Store

/// Changes people's roles: audit row, change, result, and a word to the person.
struct PeopleEditor: Sendable {
    let desk: BotDesk
    /// In whose name.
    let signer: Caller
    /// Who approved, for the audit trail; empty where nobody had to.
    let agreed: String

    private var wording: Wording { signer.wording }

    /// Returns the sentence for the chat.
    func setRole(_ role: Role, of id: Int64, _ name: String) async throws -> String {
        let before = try await desk.store.people.person(id)?.role
        let after = agreed.isEmpty ? role.rawValue : "\(role.rawValue), \(agreed)"
        let audit = try await row("people.set", "\(id) \(name)", before?.rawValue ?? "stranger", after)
        do {
            _ = try await desk.store.people.changeRole(
                of: id,
                to: role,
                name: name,
                appointed: desk.options.admins,
                by: signer.id
            )
        } catch let error as StoreError {
            return try await refused(audit, error)
        }
        try await desk.store.audit.finish(audit, result: "done")
        try await tell(id, audit) { $0.html(PeoplePhrase.yourRole, ["role": $0.name(role)]) }
        return wording.html(
            PeoplePhrase.roleSet,
            [
                "who": name, "before": before.map(wording.name) ?? wording.text(PeoplePhrase.stranger),
                "after": wording.name(role),
            ]
        )
    }

    /// Returns the sentence for the chat.
    func remove(_ id: Int64, _ name: String) async throws -> String {
        let audit = try await row("people.remove", "\(id) \(name)", "", agreed)
        do {
            let gone = try await desk.store.people.remove(id, appointed: desk.options.admins, by: signer.id)
            guard let person = gone else {
                try await desk.store.audit.finish(audit, result: "refused: nobody has this id")
                return wording.html(PeoplePhrase.nobody)
            }
            try await desk.store.audit.finish(audit, result: "was \(person.role.rawValue)")
        } catch let error as StoreError {
            return try await refused(audit, error)
        }
        return wording.html(PeoplePhrase.removed, ["who": name])
    }

    private func row(_ action: String, _ object: String, _ before: String, _ after: String) async throws -> Int64 {
        try await desk.store.audit.append(
            AuditEntry(
                at: desk.now,
                actor: signer.actor,
                action: action,
                object: object,
                before: before,
                after: after
            )
        )
    }

    private func refused(_ audit: Int64, _ error: StoreError) async throws -> String {
        try await desk.store.audit.finish(audit, result: "refused: \(error.kind.rawValue)")
        return error.kind == .noRight
            ? wording.html(ConfirmPhrase.withdrawn) : wording.html(PeoplePhrase.lastAdmin)
    }

    /// The person hears of a new role from the bot, where a private chat is open.
    private func tell(_ id: Int64, _ audit: Int64, _ text: (Wording) -> String) async throws {
        let chats = PrivateChats(settings: desk.store.settings)
        guard id != signer.id, try await chats.isOpen(id) else { return }
        let language = try await chats.language(of: id, try await desk.store.people.person(id), desk)
        var batch = StoreBatch()
        batch.outbox.drafts = [
            OutboxDraft(
                dedupeKey: "role:\(audit)",
                target: .chat(id: id, thread: nil),
                content: .text(RenderedMessage(html: text(Wording(language)))),
                priority: .reply,
                expiresAt: desk.now + .hours(24)
            )
        ]
        try await desk.store.commit(batch)
    }
}
