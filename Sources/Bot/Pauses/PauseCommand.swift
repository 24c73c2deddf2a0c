import Market
import Market
import Operations
import Store

/// `/pause EQ1 vendor at work`: what a job's plan brings is passed over until `/unpause EQ1`; asks first.
///
/// `/pause engine` has the trading engine only close; traders may. Without a job: those that stand still, with who stopped them and why.
struct PauseCommand: ChatCommand {
    let name = "pause"
    let summary = PausePhrase.summary
    let role: Role? = .operator
    let isReadOnly = false
    let asks: [any PendingAction.Type] = [PauseJobAction.self]

    /// The engine's name among the jobs'.
    static let engine = "engine"

    func role(of call: CommandCall) -> Role? { call.arguments.first?.lowercased() == Self.engine ? .trader : role }

    func answer(_ request: CommandRequest) async throws -> Reaction {
        if request.call.arguments.first?.lowercased() == Self.engine {
            guard try await request.engine() != nil else {
                return request.reply("⚪ \(request.wording.html(EnginePhrase.absent))")
            }
            return try request.haltEngine(.reduceOnly, reason: Array(request.call.arguments.dropFirst()))
        }
        let jobs = request.context.store.jobs
        let pauses = try await jobs.pauses()
        guard let word = request.call.arguments.first else { return request.list(pauses) }
        let ids = try await jobs.plan().map(\.id)
        guard let job = JobName.find(word, in: ids) else {
            let known = ids.joined(separator: ", ")
            return request.reply(request.wording.html(CommandPhrase.runUnknown, ["job": word, "jobs": known]))
        }
        guard job != JobPausing.indispensable else {
            return request.reply(request.wording.html(PausePhrase.indispensable, ["job": job]))
        }
        if let pause = pauses.first(where: { $0.job == job }) {
            return request.reply(
                PauseScreen(pauses: [pause], today: request.context.today, wording: request.wording).already
            )
        }
        let reason = request.call.arguments.dropFirst().joined(separator: " ").prefix(JobPausing.reasonLimit)
        return try request.confirm(PauseJobAction(job: job, reason: String(reason)))
    }
}

/// A job that is to stand still until somebody lets it go on.
struct PauseJobAction: PendingAction {
    static let name = "pauseJob"

    let job: String
    /// May be empty.
    let reason: String

    var kind: ActionKind { .run }
    var audit: AuditAction { .jobPause }
    var object: String { job }

    func title(_ wording: Wording) -> String { wording.html(PausePhrase.title, ["job": job]) }

    func effect(_ wording: Wording) -> String {
        let effect =
            SessionMonitorID(job: job).map { watch in
                wording.html(PausePhrase.effectOnMarket, ["market": watch.market.rawValue])
            }
            ?? wording.html(PausePhrase.effect)
        return [effect, HTMLText.escape(reason)].filter { !$0.isEmpty }.joined(separator: "\n")
    }

    func run(_ yes: ConfirmedAction) async throws -> Reaction {
        let pausing = JobPausing(store: yes.context.store.jobs)
        do {
            let outcome = try await pausing.pause(job, by: yes.signer.actor, reason: reason, at: yes.press.now)
            guard outcome.isNew else {
                let screen = PauseScreen(pauses: [outcome.pause], today: yes.context.today, wording: yes.wording)
                return yes.close(screen.already)
            }
            let done = yes.wording.html(PausePhrase.done, ["who": yes.request.name, "job": job])
            return yes.close(done + "\n" + yes.wording.html(PausePhrase.hint, ["job": job]))
        } catch is JobPausing.Refusal {
            // The plan has changed since the question.
            return yes.close(yes.wording.html(CommonPhrase.refusedExpired))
        }
    }
}
