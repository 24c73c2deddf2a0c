package import Market
package import Store

/// Runs that did not happen: cycles of the feed monitors, for what nobody looked at, nobody can call good; and nightly copies of
/// the store.
package struct MissedRunsRule: RuleFamily, StandingCheck {
    static let policies: [AlertRule: AlertPolicy] = [
        .missedRuns: AlertPolicy(ticksToClose: 1, recheck: .watch),
        .backupAge: AlertPolicy(ticksToClose: 1, isIncident: false, recheck: .watch),
    ]

    /// How far back a missed cycle counts.
    package static let window = Duration.minutes(30)
    /// Nights without a copy before somebody hears of it: one may be lost to a restart.
    package static let backupNights = 2

    private let jobs: JobStore

    init(jobs: JobStore) {
        self.jobs = jobs
    }

    func look(at now: Timestamp, on date: CivilDate) async throws -> [Verdict] {
        let isCopied = try await jobs.plan().contains { $0.id == UpkeepJobs.backupID }
        let copies = isCopied ? try await jobs.runs(job: UpkeepJobs.backupID, limit: Self.backupsSeen) : []
        return [
            Self.verdict(try await jobs.runs(from: now - Self.window, until: now), at: now),
            Self.backups(copies, at: now),
        ]
    }

    /// - Parameter runs: of the job that copies the store, newest first; empty where it never ran, or is not wanted.
    package static func backups(_ runs: [JobRun], at now: Timestamp) -> Verdict {
        let key = AlertKey(.backupAge)
        guard let oldest = runs.last else { return .good(key) }
        let last = runs.first { $0.outcome == .succeeded } ?? oldest
        let nights = Int((now - last.nominal).inSeconds / 86_400)
        guard nights >= backupNights else { return .good(key) }
        var facts = AlertFacts()
        facts.detail = runs.first.flatMap { $0.detail.isEmpty ? nil : "\($0.outcome.rawValue): \($0.detail)" }
        return .bad(
            key,
            value: Double(nights),
            limit: Double(backupNights),
            severity: nights < 4 ? .info : .warning,
            facts: facts
        )
    }

    /// More nights than anybody leaves it at.
    private static let backupsSeen = 60

    /// - Parameter runs: the ledger; runs of other jobs and outside the window are passed over.
    package static func verdict(_ runs: [JobRun], at now: Timestamp) -> Verdict {
        let key = AlertKey(.missedRuns)
        let missed = runs.filter { run in
            now - window <= run.nominal && run.nominal < now && SessionMonitorID(job: run.job) != nil
                && isLost(run.outcome)
        }
        guard !missed.isEmpty else { return .good(key) }
        var facts = AlertFacts()
        facts.feeds = Set(missed.map(\.job)).sorted()
        facts.detail = missed.suffix(8).map { run in
            "\(run.job) \(MoscowTime.time(of: run.nominal).shortDescription) \(run.outcome.rawValue)"
        }
        .joined(separator: ", ")
        // One lost cycle of a session is a restart; two in half an hour are a hole in the watch.
        let worst = Dictionary(grouping: missed, by: \.job).values.map(\.count).max() ?? 0
        return .bad(key, value: Double(missed.count), limit: 0, severity: worst > 1 ? .warning : .info, facts: facts)
    }

    /// Coalesced runs had one that stood for them, and a skip has its reason in the calendar or a person's word.
    private static func isLost(_ outcome: RunOutcome) -> Bool {
        switch outcome {
        case .missed, .interrupted, .timedOut, .failed: true
        case .running, .succeeded, .skippedOverlap, .skippedCalendar, .skippedPaused, .coalesced: false
        }
    }
}
