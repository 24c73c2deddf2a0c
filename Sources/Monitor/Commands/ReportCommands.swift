package import Scheduling
package import Store

/// Gathers the reports that people ask for and sends them there.
package struct ReportCommands: CommandHandler {
    private let jobs: MonitorJobs

    package init(jobs: MonitorJobs) {
        self.jobs = jobs
    }

    package func carryOut(_ request: ReportRequest, of record: CommandRecord) async throws -> CommandAnswer {
        var batch = StoreBatch()
        batch.commands.finished.append(FinishedCommand(id: record.id, state: .done, result: "report sent"))
        return try await jobs.report(request, in: batch).map { .refused($0) } ?? .finished
    }
}
