import Market
import Operations
import Platform
import Store

/// What edits did: each day before and after, and what the running scheduler makes of them.
struct CalendarOutcome {
    /// How long a running scheduler is given to answer; it follows within 2 s.
    private static let patience = Duration.seconds(3)

    let calendar: CalendarStore
    let processes: ProcessStore
    let edits: [CalendarEdit]
    let changes: [DayChange]

    /// Prints each day, then the scheduler's answer.
    func show() async throws {
        for edit in edits {
            guard let change = changes.first(where: { $0.edit.market == edit.market && $0.edit.date == edit.date })
            else { continue }
            print(
                "\(change.auditName): \(change.before.auditLine) → \(change.after.auditLine)  [edit \(edit.id)]"
            )
        }
        guard let revision = edits.map(\.revision).max() else { return }
        try await printImpact(of: revision)
    }

    private func printImpact(of revision: Int64) async throws {
        guard try await processes.heartbeat(of: .scheduler) != nil else {
            print("Applies when the scheduler starts.")
            return
        }
        // Real time: a person waits at the terminal, whatever clock the processes live by.
        let wall = SystemClock()
        let deadline = wall.now + Self.patience
        while wall.now < deadline {
            if let impact = try await calendar.impact(revision: revision) {
                print(Self.text(impact), terminator: "")
                return
            }
            try await wall.sleep(for: .milliseconds(100))
        }
        print("The scheduler has not answered within 3 s; the change applies when it runs again.")
    }

    private static func text(_ impact: CalendarImpact) -> String {
        func list(_ jobs: [String]) -> String { jobs.isEmpty ? "none" : jobs.joined(separator: ", ") }
        return "Jobs added: \(list(impact.jobsAdded))\nJobs removed: \(list(impact.jobsRemoved))\n"
            + impact.nextRuns.map { "Next run of \($0.job): \($0.at)\n" }.joined()
    }
}
