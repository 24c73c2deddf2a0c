import Market
import Operations
import Store

/// Starts a job: `v1:run:<job>`.
struct RunButtons: ButtonHandler {
    let route = "run"

    static func payload(_ job: String) -> String {
        CallbackPayload(route: "run", arguments: [job]).text
    }

    func plan(_ press: ButtonPress) async throws -> PressPlan? {
        guard press.payload.arguments.count == 1, let id = press.payload.arguments.first else { return nil }
        guard press.caller.may(.operator) else { return .refusal(needing: .operator, press.wording) }
        guard let job = try await press.context.store.jobs.plan().first(where: { $0.id == id }) else { return nil }
        if let early = try await JobHours(calendars: press.context.calendars, now: press.context.now).refusal(
            of: id,
            press.wording
        ) {
            return .refusal(early)
        }
        // A button of ours only ever checks; data that names another job is asked about like the command.
        guard !job.asksFirst else {
            return PressPlan {
                try Confirming(context: press.context).ask(RunJobAction(job: id), press.caller, asEdit: false)
            }
        }
        return PressPlan(toast: press.wording.text(CommonPhrase.commandPosted)) {
            var reaction = Reaction()
            reaction.run(id, for: press.caller, press.context)
            return reaction
        }
    }
}

extension Reaction {
    /// Posts "run this job" with its audit row, and an answer that follows it.
    mutating func run(_ job: String, for caller: Caller, _ context: BotContext) {
        let place = batch.outbox.drafts.count
        reply(caller, caller.wording.html(ReportPhrase.runWaiting, ["job": job]), at: context.now)
        post(
            .job(.run(id: job)),
            by: caller,
            action: .jobRun,
            object: job,
            saysSuccess: true,
            patience: context.options.schedulerPatience,
            at: context.now
        )
        batch.followUps.new[batch.followUps.new.count - 1].answer = place
        batch.followUps.new[batch.followUps.new.count - 1].content.job = job
    }
}
