import Market
import Operations
import Store

/// Does what was confirmed, in the name of the person who asked.
///
/// A confirmation is used up before its effect: after a crash in between nothing happens, and the person asks again.
struct ConfirmationRunner: Sendable {
    let press: ButtonPress
    let confirmation: Confirmation
    let request: PendingRequest

    private var context: BotContext { press.context }
    private var caller: Caller { press.caller }
    private var screen: ConfirmationScreen { ConfirmationScreen(request: request, wording: press.wording) }

    /// The person's own "yes".
    func confirm() async throws -> Reaction {
        switch try await context.store.people.takeConfirmation(confirmation.nonce, by: caller.id, at: press.now) {
        case .accepted: break
        case .withdrawn: return close(press.wording.html(ConfirmPhrase.withdrawn))
        case .expired, .foreign, .alreadyUsed, .unknown:
            return close(press.wording.html(CommonPhrase.refusedExpired))
        }
        let approvers = context.options.approval.approvers(for: request.action)
        guard approvers > 0 else { return try await run(approvals: []) }
        do {
            var reaction = try await Confirming(context: context).askOthers(request, caller, approvers: approvers)
            reaction.batch.audit.entries.append(row(caller, .approvalAsk, result: "waits for \(approvers)"))
            return reaction
        } catch is Confirming.NoGroup {
            return close(press.wording.html(ConfirmPhrase.refusedNoGroup))
        }
    }

    /// Somebody else's "yes".
    func approve() async throws -> Reaction {
        let approval = Approval(person: caller.id, name: caller.name, at: press.now)
        let line = row(caller, .approvalGive, result: nil)
        let outcome = try await context.store.people.approve(confirmation.nonce, by: approval) {
            line.ended($0.auditResult)
        }
        switch outcome {
        case .complete(_, let approvals): return try await run(approvals: approvals)
        case .waiting(let confirmation, _):
            let given = try await context.store.people.approvals(confirmation.nonce)
            let message = Confirming(context: context).approvalMessage(confirmation, screen, given: given)
            return press.edit(message)
        case .repeated, .notAllowed: return Reaction()
        case .withdrawn: return close(press.wording.html(ConfirmPhrase.withdrawn))
        case .own, .expired, .alreadyUsed, .unknown:
            return close(press.wording.html(CommonPhrase.refusedExpired))
        }
    }

    /// "No", of whoever may say so.
    func drop(isOwn: Bool) async throws -> Reaction {
        let line = isOwn ? nil : row(caller, .approvalDecline, result: "declined")
        guard
            try await context.store.people.dropConfirmation(confirmation.nonce, at: press.now, audit: line)
        else {
            return Reaction()
        }
        return close(
            isOwn
                ? press.wording.html(ConfirmPhrase.cancelled)
                : press.wording.html(ConfirmPhrase.declinedBy, ["who": caller.name])
        )
    }

    private func run(approvals: [Approval]) async throws -> Reaction {
        let signer = caller.signing(as: confirmation.person, request.name)
        let agreed =
            approvals.isEmpty
            ? "" : "approved by " + approvals.map { "\($0.person) \($0.name)" }.joined(separator: ", ")
        switch request.action {
        case .runJob(let id):
            var reaction = close(screen.accepted(approvals))
            reaction.run(id, for: signer, context)
            if let row = reaction.batch.audit.entries.indices.last { reaction.batch.audit.entries[row].after = agreed }
            return reaction
        case .silenceAll(let span):
            let silence = SchedulerCommand.alert(
                .silence(rule: nil, market: nil, endpoint: nil, until: span, reason: "")
            )
            return post(silence, signer, agreed, approvals)
        case .setRole(let person, let name, let role):
            let editor = PeopleEditor(context: context, signer: signer, agreed: agreed)
            let set = try await editor.setRole(role, of: person, name)
            var reaction = close(set.html, approvals, to: .person(person))
            reaction.batch.outbox.drafts += set.drafts
            return reaction
        case .removePerson(let person, let name):
            let editor = PeopleEditor(context: context, signer: signer, agreed: agreed)
            return close(try await editor.remove(person, name), approvals, to: .list)
        case .invite(let role):
            let inviting = Inviting(context: context, signer: signer, agreed: agreed)
            let made = try await inviting.invite(role)
            var reaction = close(made.html, approvals, to: .list)
            reaction.batch.outbox.drafts += made.drafts
            return reaction
        case .resumeTrading:
            let resumption = PortfolioResumption(store: context.store.portfolio)
            let ended = try await resumption.resume(
                context.options.portfolio,
                by: signer.actor,
                agreed: agreed,
                at: press.now
            )
            let outcome = ended.isEmpty ? PortfolioPhrase.notHalted : .resumed
            return close(press.wording.html(outcome, ["who": request.name]))
        case .haltTrading(let isWhole, let reason):
            let outcome = try await PortfolioHalting(store: context.store.portfolio).halt(
                context.options.portfolio,
                isWhole ? .stopped : .reduceOnly,
                by: signer.actor,
                reason: reason,
                at: press.now
            )
            let lines = HaltLines([outcome.halt], today: context.today, wording: press.wording)
            return close(
                outcome.isNew
                    ? press.wording.html(PortfolioPhrase.haltDone, ["who": request.name])
                        + "\n" + press.wording.html(PortfolioPhrase.resumeHint)
                    : lines.already
            )
        }
    }

    /// Leaves a command for the scheduler, with its audit row, and takes the buttons away.
    private func post(_ command: SchedulerCommand, _ signer: Caller, _ agreed: String, _ approvals: [Approval])
        -> Reaction
    {
        var reaction = close(screen.accepted(approvals))
        reaction.post(
            command,
            by: signer,
            action: request.action.auditAction,
            object: request.action.auditObject,
            after: agreed,
            saysSuccess: true,
            patience: context.options.schedulerPatience,
            at: press.now
        )
        return reaction
    }

    private func close(_ html: String) -> Reaction {
        .edit(caller, screen.closed(html), keyboard: [], at: press.now)
    }

    /// The result of a change to people, with the way back to the list.
    private func close(_ html: String, _ approvals: [Approval], to next: PeopleScreen) -> Reaction {
        let agreed = approvals.isEmpty ? [] : [screen.accepted(approvals)]
        let back = RenderedMessage.Button(
            label: press.wording.text(CommonPhrase.back),
            data: PeopleRoute(next, owner: confirmation.person).payload
        )
        return .edit(caller, ([html] + agreed).joined(separator: "\n"), keyboard: [[back]], at: press.now)
    }

    private func row(_ caller: Caller, _ action: AuditAction, result: String?) -> AuditEntry {
        AuditEntry(
            at: press.now,
            actor: caller.actor,
            action: action,
            object: "\(request.action.auditAction.rawValue) \(request.action.auditObject)",
            after: "for \(confirmation.person) \(request.name)",
            result: result
        )
    }
}

extension ApprovalOutcome {
    /// As the audit trail keeps it.
    fileprivate var auditResult: String {
        switch self {
        case .complete: "given, complete"
        case .waiting(_, let missing): "given, \(missing) missing"
        case .repeated: "refused: given before"
        case .notAllowed, .withdrawn: "refused: noRight"
        case .own, .expired, .alreadyUsed, .unknown: "refused: too late"
        }
    }
}

extension Caller {
    /// The same place and language, in the name of another person: of the one who asked, when others approve.
    func signing(as id: Int64, _ name: String) -> Caller {
        var caller = self
        caller.id = id
        caller.name = name
        return caller
    }
}
