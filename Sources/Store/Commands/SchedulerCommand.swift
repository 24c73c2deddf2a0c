/// What a person asks of the scheduler, from the chat or the command line; one case for each family.
///
/// Rows of the queue hold it as JSON: a case that is renamed makes waiting commands of an older version unreadable, and they are
/// then refused with a word to ask again.
package enum SchedulerCommand: Hashable, Codable, Sendable {
    case job(JobRequest)
    case alert(AlertRequest)
    case report(ReportRequest)
    case share(ShareRequest)
    case engine(EngineRequest)
    /// A row that this version cannot read.
    case unreadable
}

extension SchedulerCommand {
    /// The least role of whoever asks, at the moment it is carried out.
    package var role: Role {
        switch self {
        case .job(let request): request.role
        case .alert(let request): request.role
        case .report(let request): request.role
        case .share(let request): request.role
        case .engine(let request): request.role
        // One that cannot be read has no effect; its handler says so.
        case .unreadable: .viewer
        }
    }
}

extension SchedulerCommand {
    /// True where the exchange is asked before there is an answer.
    package var asksExchange: Bool {
        switch self {
        case .alert(.recheck), .share: true
        case .job, .alert, .report, .engine, .unreadable: false
        }
    }
}
