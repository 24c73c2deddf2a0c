import Store

/// `/run` of a job that writes to the team or changes the plan.
struct RunJobAction: PendingAction {
    static let name = "runJob"

    let job: String

    var kind: ActionKind { .run }
    var audit: AuditAction { .jobRun }
    var object: String { job }

    func title(_ wording: Wording) -> String { wording.html(ConfirmPhrase.runTitle, ["job": job]) }

    func effect(_ wording: Wording) -> String { wording.html(ConfirmPhrase.runEffect) }

    func run(_ yes: ConfirmedAction) async throws -> Reaction {
        var reaction = yes.close(yes.accepted)
        reaction.run(job, for: yes.signer, yes.context)
        if let row = reaction.batch.audit.entries.indices.last { reaction.batch.audit.entries[row].after = yes.agreed }
        return reaction
    }

    private enum CodingKeys: String, CodingKey {
        case job = "_0"
    }
}
