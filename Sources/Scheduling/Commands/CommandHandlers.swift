package import Platform
package import Store

/// Who carries out which family of commands; the scheduler runs jobs itself.
package struct CommandHandlers: Sendable {
    private let alert: any CommandHandler<AlertRequest>
    private let report: any CommandHandler<ReportRequest>
    private let share: any CommandHandler<ShareRequest>
    private let engine: (any CommandHandler<EngineRequest>)?
    private let commands: CommandStore
    private let log: Log

    /// - Parameter engine: nil where no trading engine is configured.
    package init(
        alert: some CommandHandler<AlertRequest>,
        report: some CommandHandler<ReportRequest>,
        share: some CommandHandler<ShareRequest>,
        engine: (any CommandHandler<EngineRequest>)? = nil,
        commands: CommandStore,
        log: Log
    ) {
        self.alert = alert
        self.report = report
        self.share = share
        self.engine = engine
        self.commands = commands
        self.log = log
    }

    /// Carries out a claimed command and sees to it that it is finished.
    package func handle(_ record: CommandRecord) async {
        do {
            switch try await answer(record) {
            case .finished: break
            case .done(let result): try await commands.finish(record.id, .done, result: result)
            case .refused(let reason): try await commands.finish(record.id, .refused, result: reason)
            }
        } catch {
            log.error("Command failed", ["command.id": "\(record.id)", "error": "\(error)"])
            // The store itself may be what failed; then the claim runs out at the next start.
            try? await commands.finish(record.id, .failed, result: "\(error)")
        }
    }

    private func answer(_ record: CommandRecord) async throws -> CommandAnswer {
        switch record.command {
        case .job: .refused("the scheduler runs jobs itself")
        case .alert(let request): try await alert.carryOut(request, of: record)
        case .report(let request): try await report.carryOut(request, of: record)
        case .share(let request): try await share.carryOut(request, of: record)
        case .engine(let request):
            try await engine?.carryOut(request, of: record) ?? .refused(EngineRefusal.absent.rawValue)
        case .unreadable: .refused("another version of Mayak wrote this command; ask again")
        }
    }
}
