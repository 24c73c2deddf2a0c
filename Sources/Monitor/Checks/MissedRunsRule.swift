package import Market
package import Store

/// Planned cycles of the feed monitors that were not executed: what nobody looked at, nobody can call good.
package struct MissedRunsRule: RuleFamily, StandingCheck {
    static let policies: [AlertRule: AlertPolicy] = [.missedRuns: AlertPolicy(ticksToClose: 1, recheck: .watch)]

    /// How far back a missed cycle counts.
    package static let window = Duration.minutes(30)

    private let jobs: JobStore

    init(jobs: JobStore) {
        self.jobs = jobs
    }

    func look(at now: Timestamp, on date: CivilDate) async throws -> [Verdict] {
        [Self.verdict(try await jobs.runs(from: now - Self.window, until: now), at: now)]
    }

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
