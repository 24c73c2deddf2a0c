import Market
import Operations
import Store

/// `/run EQ1`: runs a job once, now; the answer follows it to its result.
struct RunCommand: ChatCommand {
    let name = "run"
    let summary = CommandPhrase.runSummary
    let role: Role? = .operator
    let isReadOnly = false
    let asks: [any PendingAction.Type] = [RunJobAction.self]

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let jobs = try await request.context.store.jobs.plan().sorted { ($0.position, $0.id) < ($1.position, $1.id) }
        let names = jobs.map(\.id).joined(separator: ", ")
        guard let wanted = request.call.arguments.first else {
            let buttons = jobs.map { RenderedMessage.Button(label: $0.id, data: RunButtons.payload($0.id)) }
            let rows = stride(from: 0, to: buttons.count, by: 3).map {
                Array(buttons[$0..<min($0 + 3, buttons.count)])
            }
            return request.reply(wording.html(CommandPhrase.runChoice), keyboard: rows)
        }
        guard let job = JobName.find(wanted, in: jobs, by: \.id) else {
            return request.reply(wording.html(CommandPhrase.runUnknown, ["job": wanted, "jobs": names]))
        }
        if let early = try await JobHours(calendars: request.context.calendars, now: request.context.now).refusal(
            of: job.id,
            wording
        ) {
            return request.reply(HTMLText.escape(early))
        }
        guard !job.asksFirst else { return try request.confirm(RunJobAction(job: job.id)) }
        var reaction = Reaction()
        reaction.run(job.id, for: request.caller, request.context)
        return reaction
    }
}
