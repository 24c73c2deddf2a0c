import Market
import Operations
import Store

/// Changes people's roles, in words for the chat, with a word to the person.
struct PeopleEditor: Sendable {
    let context: BotContext
    /// In whose name.
    let signer: Caller
    /// Who approved, for the audit trail; empty where nobody had to.
    let agreed: String

    private var wording: Wording { signer.wording }
    private var editing: PeopleEditing { context.editing(signer, agreed: agreed) }

    /// - Returns: the sentence for the chat, and the word to the person.
    func setRole(_ role: Role, of id: Int64, _ name: String) async throws -> (html: String, drafts: [OutboxDraft]) {
        do {
            let before = try await editing.setRole(role, of: id, name: name)
            let html = wording.html(
                PeoplePhrase.roleSet,
                [
                    "who": name, "before": before.map(wording.name) ?? wording.text(PeoplePhrase.stranger),
                    "after": wording.name(role),
                ]
            )
            return (html, try await word(to: id) { $0.html(PeoplePhrase.yourRole, ["role": $0.name(role)]) })
        } catch let error as StoreError {
            return (refusal(error), [])
        }
    }

    /// Returns the sentence for the chat.
    func remove(_ id: Int64, _ name: String) async throws -> String {
        do {
            let gone = try await editing.remove(id, name: name)
            return wording.html(gone == nil ? PeoplePhrase.nobody : PeoplePhrase.removed, ["who": name])
        } catch let error as StoreError {
            return refusal(error)
        }
    }

    private func refusal(_ error: StoreError) -> String {
        switch error.kind {
        case .noRight: wording.html(ConfirmPhrase.withdrawn)
        case .groupRole: wording.html(PeoplePhrase.ofGroupNote)
        default: wording.html(PeoplePhrase.lastAdmin)
        }
    }

    /// The person hears of a new role from the bot, where a private chat is open.
    private func word(to id: Int64, _ text: (Wording) -> String) async throws -> [OutboxDraft] {
        let chats = PrivateChats(settings: context.store.settings)
        guard id != signer.id, try await chats.isOpen(id) else { return [] }
        let language = try await chats.language(
            of: id,
            try await context.store.people.person(id),
            usual: context.options.language
        )
        return [
            OutboxDraft(
                dedupeKey: "\(signer.key):role",
                target: .chat(id: id, thread: nil),
                content: .text(RenderedMessage(html: text(Wording(language)))),
                priority: .reply,
                expiresAt: context.now + .hours(24)
            )
        ]
    }
}

extension BotContext {
    /// Changes of people in somebody's name.
    func editing(_ signer: Caller, agreed: String = "") -> PeopleEditing {
        PeopleEditing(
            store: store,
            signer: .init(actor: signer.actor, author: signer.author, id: signer.id, agreed: agreed),
            appointed: options.admins,
            at: now
        )
    }
}
