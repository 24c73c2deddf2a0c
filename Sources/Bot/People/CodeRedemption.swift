import Market
import Operations
import Platform
import Store

/// Lets a newcomer in by a one-time code, sent in private.
struct CodeRedemption: Sendable {
    let context: BotContext

    func react(to code: OneTimeCode, _ caller: Caller, _ user: TelegramUser) async throws -> Reaction {
        let digest = try code.digest()
        let wording = caller.wording
        let attempts = try await context.store.people.refusedAttempts(of: caller.id, .code)
        let known = try await context.store.people.invitation(digest: digest)
        guard let known, !context.options.refusals.isBlocked(attempts, at: context.now) else {
            return try await wrong(caller)
        }
        // The update came again after a crash, or the person sent the same code twice: they are in.
        if known.usedBy == caller.id, let role = caller.role {
            return reply(caller, welcome(role, caller))
        }
        let line = AuditEntry(
            at: context.now,
            actor: caller.actor,
            action: .peopleJoin,
            object: AuditObject.invitation(known.id).text,
            before: caller.role?.rawValue ?? Role.stranger,
            after: known.role.rawValue
        )
        let newcomer = Person(id: caller.id, name: caller.name, role: known.role)
        let outcome = try await context.store.people.redeem(digest: digest, by: newcomer) { line.ended($0.auditResult) }
        switch outcome {
        case .joined(let person, let invitation, _): return try await joined(person, invitation, caller, user)
        case .notNeeded(let person):
            return reply(caller, wording.html(PeoplePhrase.codeNotNeeded, ["role": wording.name(person.role)]))
        case .expired: return reply(caller, wording.html(PeoplePhrase.codeExpired))
        case .unknown: return try await wrong(caller)
        }
    }

    private func joined(_ person: Person, _ invitation: Invitation, _ caller: Caller, _ user: TelegramUser)
        async throws -> Reaction
    {
        context.log.info("Person let in", ["user.id": "\(person.id)", "role": person.role.rawValue])
        var reaction = reply(caller, welcome(person.role, caller))
        reaction.batch.settings.values[SettingName.privateChat(person.id)] = PrivateChats.value(user)
        reaction.batch.outbox.drafts += try await context.adminVoice.drafts(
            key: "joined:\(invitation.id)",
            except: person.id
        ) { wording in
            wording.html(
                PeoplePhrase.joined,
                [
                    "who": caller.author, "role": wording.name(person.role), "id": String(invitation.id),
                    "author": wording.name(of: invitation.author),
                ]
            )
        }
        return reaction
    }

    private func welcome(_ role: Role, _ caller: Caller) -> String {
        let wording = caller.wording
        return wording.html(PeoplePhrase.welcome, ["role": wording.name(role)]) + "\n"
            + wording.html(role.duty) + "\n" + wording.html(PeoplePhrase.welcomeFoot)
    }

    /// The same words for every wrong code: nothing tells a guess from a used one.
    private func wrong(_ caller: Caller) async throws -> Reaction {
        var reaction = Reaction()
        if try await Refusals(context: context).count(.code, by: caller, "", into: &reaction) {
            reaction.reply(caller, caller.wording.html(PeoplePhrase.codeWrong), at: context.now)
        }
        return reaction
    }

    private func reply(_ caller: Caller, _ html: String) -> Reaction { .reply(caller, html, at: context.now) }
}

extension InvitationOutcome {
    /// As the audit trail keeps it.
    fileprivate var auditResult: AuditResult {
        switch self {
        case .joined: .done
        case .notNeeded(let person): .refused(.hasRole(person.role))
        case .expired: .refused(.expired)
        case .unknown: .refused(.usedOrWithdrawn)
        }
    }
}
