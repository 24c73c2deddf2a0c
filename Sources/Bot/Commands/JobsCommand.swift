import Market
import Operations
import Store

/// `/jobs`: what is planned next, and how each job's last run ended.
struct JobsCommand: ChatCommand {
    let name = "jobs"
    let summary = CommandPhrase.jobsSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let jobs = try await PlannedJob.all(in: request.context.store.jobs).sorted {
            ($0.plan.position, $0.plan.id) < ($1.plan.position, $1.plan.id)
        }
        guard !jobs.isEmpty else { return request.reply(wording.html(CommandPhrase.jobsEmpty)) }
        var table = TextTable(
            [.left, .right, .right],
            header: [
                wording.text(CommandPhrase.jobsJob), wording.text(CommandPhrase.jobsNext),
                wording.text(CommandPhrase.jobsLast),
            ]
        )
        for job in jobs {
            let next =
                job.plan.isPaused
                ? wording.text(CommandPhrase.jobsPaused)
                : job.plan.nextRun.map { wording.clock($0, today: request.context.today) }
                    ?? wording.text(CommandPhrase.jobsNever)
            let last = wording.text(job.lastRun.map { word(for: $0.outcome) } ?? .jobsNever)
            table.add([job.plan.id, next, last])
        }
        let more = table.leftOut > 0 ? "\n" + wording.html(IncidentPhrase.more, ["count": String(table.leftOut)]) : ""
        return request.reply("<b>\(wording.html(CommandPhrase.jobsTitle))</b>\n\(table.html)\(more)")
    }

    /// Words, because emoji break a monospaced column.
    private func word(for outcome: RunOutcome) -> CommandPhrase {
        switch outcome {
        case .succeeded: .jobsSucceeded
        case .running: .jobsRunning
        case .failed, .timedOut, .interrupted: .jobsFailed
        case .missed, .skippedOverlap, .skippedCalendar, .skippedPaused, .coalesced: .jobsSkipped
        }
    }
}
