import Market
import Store

/// `/run EQ1`: runs a job once, now; its result comes as an answer.
struct RunCommand: ChatCommand {
    let name = "run"
    let summary = CommandPhrase.runSummary
    let role: Role? = .operator
    let isReadOnly = false

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let jobs = try await request.desk.store.plan().sorted { ($0.position, $0.id) < ($1.position, $1.id) }
        let names = jobs.map(\.id).joined(separator: ", ")
        guard let wanted = request.call.arguments.first else {
            return request.reply(wording.html(CommandPhrase.runUsage, ["jobs": names]))
        }
        guard let job = jobs.first(where: { $0.id.lowercased() == wanted.lowercased() }) else {
            return request.reply(wording.html(CommandPhrase.runUnknown, ["job": wanted, "jobs": names]))
        }
        return request.run(job.id, saying: wording.html(CommandPhrase.runPosted, ["job": job.id]))
    }
}

/// `/hi2`: checks now whether hi2 of today is there.
struct HI2Command: ChatCommand {
    let name = "hi2"
    let summary = CommandPhrase.hi2Summary
    let role: Role? = .operator
    let isReadOnly = false

    func answer(_ request: CommandRequest) async throws -> Reaction {
        request.run("hi2_check", saying: request.wording.html(CommandPhrase.hi2Posted))
    }
}

extension CommandRequest {
    /// Posts "run this job" with its audit row; the outcome is told when it is there.
    func run(_ job: String, saying html: String) -> Reaction {
        var reaction = reply(html)
        reaction.post(
            .runJob(id: job),
            by: caller,
            action: "job.run",
            object: job,
            saysSuccess: true,
            patience: desk.options.schedulerPatience,
            at: now
        )
        return reaction
    }
}
