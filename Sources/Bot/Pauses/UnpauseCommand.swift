import Operations
import Store

/// `/unpause EQ1`: the job goes on with the next run of its plan.
struct UnpauseCommand: ChatCommand {
    let name = "unpause"
    let summary = PausePhrase.endSummary
    let role: Role? = .operator
    let isReadOnly = false

    func role(of call: CommandCall) -> Role? {
        call.arguments.first?.lowercased() == PauseCommand.engine ? .trader : role
    }

    func answer(_ request: CommandRequest) async throws -> Reaction {
        if request.call.arguments.first?.lowercased() == PauseCommand.engine {
            return try request.confirm(ResumeEngineAction())
        }
        let jobs = request.context.store.jobs
        guard let word = request.call.arguments.first else { return request.list(try await jobs.pauses()) }
        do {
            let ended = try await JobPausing(store: jobs).resume(word, by: request.caller.actor, at: request.now)
            let phrase: PausePhrase = ended == nil ? .notPaused : .ended
            return request.reply(request.wording.html(phrase, ["job": ended?.job ?? word]))
        } catch JobPausing.Refusal.unknown(let ids) {
            let known = ids.joined(separator: ", ")
            return request.reply(request.wording.html(CommandPhrase.runUnknown, ["job": word, "jobs": known]))
        }
    }
}
