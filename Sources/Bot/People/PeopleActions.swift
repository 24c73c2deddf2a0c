import Store

/// A change of somebody's role that waits for a "yes".
protocol PeopleAction: PendingAction {
    var person: Int64 { get }

    /// Why it may not be asked for at all; nil when it may.
    ///
    /// - Parameter known: who it is about.
    func refusal(_ known: Person?, _ wording: Wording) -> String?
}

extension PeopleAction {
    var kind: ActionKind { .people }
}

/// `/people set`.
struct SetRoleAction: PeopleAction {
    static let name = "setRole"

    let person: Int64
    /// For messages and the audit trail.
    let name: String
    /// The one to be given.
    let given: Role

    var beneficiary: Int64? { person }
    var audit: AuditAction { .peopleSet }
    var object: String { Person.auditName(person, name) }

    func title(_ wording: Wording) -> String {
        wording.html(ConfirmPhrase.roleTitle, ["who": name, "role": wording.name(given)])
    }

    func effect(_ wording: Wording) -> String { given.effect(wording) }

    func refusal(_ known: Person?, _ wording: Wording) -> String? {
        known?.role == given ? wording.text(PeoplePhrase.sameRole) : nil
    }

    func run(_ yes: ConfirmedAction) async throws -> Reaction {
        let editor = PeopleEditor(context: yes.context, signer: yes.signer, agreed: yes.agreed)
        let set = try await editor.setRole(given, of: person, name)
        var reaction = yes.close(set.html, to: .person(person))
        reaction.batch.outbox.drafts += set.drafts
        return reaction
    }

    private enum CodingKeys: String, CodingKey {
        case person, name
        case given = "role"
    }
}

/// `/people remove`.
struct RemovePersonAction: PeopleAction {
    static let name = "removePerson"

    let person: Int64
    /// For messages and the audit trail.
    let name: String

    var audit: AuditAction { .peopleRemove }
    var object: String { Person.auditName(person, name) }

    func title(_ wording: Wording) -> String { wording.html(ConfirmPhrase.removeTitle, ["who": name]) }

    func effect(_ wording: Wording) -> String { wording.html(ConfirmPhrase.removeEffect) }

    func refusal(_ known: Person?, _ wording: Wording) -> String? {
        guard let known else { return wording.text(PeoplePhrase.nobody) }
        return known.isOfGroup ? wording.text(PeoplePhrase.ofGroupNote) : nil
    }

    func run(_ yes: ConfirmedAction) async throws -> Reaction {
        let editor = PeopleEditor(context: yes.context, signer: yes.signer, agreed: yes.agreed)
        return yes.close(try await editor.remove(person, name), to: .list)
    }

    private enum CodingKeys: CodingKey {
        case person, name
    }
}

/// `/people invite` for a role that moves money or people, or where others must approve.
struct InviteAction: PendingAction {
    static let name = "invite"

    /// Of the newcomer.
    let given: Role

    var kind: ActionKind { .people }
    var audit: AuditAction { .peopleInvite }
    var object: String { given.rawValue }

    func title(_ wording: Wording) -> String {
        wording.html(ConfirmPhrase.inviteTitle, ["role": wording.name(given)])
    }

    func effect(_ wording: Wording) -> String { given.effect(wording) }

    func run(_ yes: ConfirmedAction) async throws -> Reaction {
        let inviting = Inviting(context: yes.context, signer: yes.signer, agreed: yes.agreed)
        let made = try await inviting.invite(given)
        var reaction = yes.close(made.html, to: .list)
        reaction.batch.outbox.drafts += made.drafts
        return reaction
    }

    private enum CodingKeys: String, CodingKey {
        case given = "_0"
    }
}

extension Role {
    /// What whoever has it may do, as HTML.
    fileprivate func effect(_ wording: Wording) -> String { "\(wording.name(self)): \(wording.html(duty))" }
}
