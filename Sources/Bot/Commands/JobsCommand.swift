import Market
import Store

/// `/jobs`: what is planned next, and how each job's last run ended.
struct JobsCommand: ChatCommand {
    let name = "jobs"
    let summary = CommandPhrase.jobsSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let store = request.desk.store
        let jobs = try await store.plan().sorted { ($0.position, $0.id) < ($1.position, $1.id) }
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
                job.isPaused
                ? wording.text(CommandPhrase.jobsPaused)
                : job.nextRun.map { wording.clock($0, today: request.desk.today) }
                    ?? wording.text(CommandPhrase.jobsNever)
            let last = try await store.runs(job: job.id, limit: 1).first.map { mark(of: $0.outcome) } ?? "--"
            table.add([job.id, next, last])
        }
        let more = table.leftOut > 0 ? "\n" + wording.html(IncidentPhrase.more, ["count": String(table.leftOut)]) : ""
        return request.reply("<b>\(wording.html(CommandPhrase.jobsTitle))</b>\n\(table.html)\(more)")
    }

    /// Letters, because emoji break a monospaced column.
    private func mark(of outcome: RunOutcome) -> String {
        switch outcome {
        case .succeeded: "OK"
        case .running: ".."
        case .failed, .timedOut, .interrupted: "!!"
        case .missed, .skippedOverlap, .skippedCalendar, .coalesced: "--"
        }
    }
}
