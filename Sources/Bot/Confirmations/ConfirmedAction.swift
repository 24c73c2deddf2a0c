import Market
import Operations
import Store

/// With what an action is carried out once everybody has said yes: in whose name, who agreed, and where the answer goes.
struct ConfirmedAction: Sendable {
    let press: ButtonPress
    let confirmation: Confirmation
    let request: PendingRequest
    /// Of the others, where there had to be some.
    let approvals: [Approval]

    var context: BotContext { press.context }
    var wording: Wording { press.wording }
    /// The person who asked, in the place and language of whoever pressed last.
    var signer: Caller { press.caller.signing(as: confirmation.person, request.name) }
    /// Who approved, for the audit trail; empty where nobody had to.
    var agreed: String {
        approvals.isEmpty ? "" : AuditAgreement.approved(by: approvals.map { "\($0.person) \($0.name)" }).text
    }
    /// Who is doing it, and who agreed.
    var accepted: String { screen.accepted(approvals) }

    private var screen: ConfirmationScreen { ConfirmationScreen(request: request, wording: wording) }

    /// The question without its buttons, and what became of it.
    func close(_ html: String) -> Reaction {
        .edit(press.caller, screen.closed(html), keyboard: [], at: press.now)
    }

    /// The result of a change to people, with the way back to the list.
    func close(_ html: String, to next: PeopleScreen) -> Reaction {
        let agreed = approvals.isEmpty ? [] : [accepted]
        let back = RenderedMessage.Button(
            label: wording.text(CommonPhrase.back),
            data: PeopleRoute(next, owner: confirmation.person).payload
        )
        return .edit(press.caller, ([html] + agreed).joined(separator: "\n"), keyboard: [[back]], at: press.now)
    }

    /// Leaves a command for the scheduler, with its audit row, and takes the buttons away.
    func post(_ command: SchedulerCommand) -> Reaction {
        var reaction = close(accepted)
        reaction.post(
            command,
            by: signer,
            action: request.action.audit,
            object: request.action.object,
            after: agreed,
            saysSuccess: true,
            patience: context.options.schedulerPatience,
            at: press.now
        )
        return reaction
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
