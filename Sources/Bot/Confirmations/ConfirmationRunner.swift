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
            reaction.batch.audit.entries.append(row(caller, .approvalAsk, result: .waits(approvers: approvers)))
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
        let line = isOwn ? nil : row(caller, .approvalDecline, result: .declined)
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
        let yes = ConfirmedAction(press: press, confirmation: confirmation, request: request, approvals: approvals)
        return try await request.action.run(yes)
    }

    private func close(_ html: String) -> Reaction {
        .edit(caller, screen.closed(html), keyboard: [], at: press.now)
    }

    private func row(_ caller: Caller, _ action: AuditAction, result: AuditResult?) -> AuditEntry {
        AuditEntry(
            at: press.now,
            actor: caller.actor,
            action: action,
            object: "\(request.action.audit.rawValue) \(request.action.object)",
            after: AuditAgreement.asked(by: "\(confirmation.person) \(request.name)").text,
            result: result
        )
    }
}

extension ApprovalOutcome {
    /// As the audit trail keeps it.
    fileprivate var auditResult: AuditResult {
        switch self {
        case .complete: .given(missing: 0)
        case .waiting(_, let missing): .given(missing: missing)
        case .repeated: .refused(.givenBefore)
        case .notAllowed, .withdrawn: .refused(.store(.noRight))
        case .own, .expired, .alreadyUsed, .unknown: .refused(.tooLate)
        }
    }
}
