import Market
import Platform
import Store

/// Edits made by one command: their effect on the days, the audit row, and what the running scheduler makes of them.
struct CalendarChange {
    /// How long a running scheduler is given to answer; it follows within 2 s.
    private static let patience = Duration.seconds(3)

    let desk: CalendarDesk
    let store: StateStore
    var edits: [CalendarEdit] = []
    private var before: TradingCalendar

    init(desk: CalendarDesk, store: StateStore) {
        self.desk = desk
        self.store = store
        before = desk.calendar([])
    }

    /// Remembers the calendar as it is; to be called before the first edit.
    mutating func begin() async throws {
        before = desk.calendar(try await store.calendarStatements())
    }

    /// Prints each day before and after, then what the scheduler did; leaves an audit row for each edit.
    func report(action: String, author: String) async throws {
        let after = desk.calendar(try await store.calendarStatements())
        for edit in edits {
            let old = calendarLine(before.day(edit.date, edit.market))
            let new = calendarLine(after.day(edit.date, edit.market))
            print("\(edit.market) \(edit.date): \(old) → \(new)  [edit \(edit.id)]")
            _ = try await store.appendAudit(
                AuditEntry(
                    at: desk.clock.now,
                    actor: author,
                    action: action,
                    object: "\(edit.market) \(edit.date)",
                    before: old,
                    after: new,
                    result: "edit \(edit.id)"
                )
            )
        }
        guard let revision = edits.map(\.revision).max() else { return }
        try await printImpact(of: revision)
    }

    private func printImpact(of revision: Int64) async throws {
        guard try await store.heartbeats().contains(where: { $0.process == .scheduler }) else {
            print("Applies when the scheduler starts.")
            return
        }
        // Real time: a person waits at the terminal, whatever clock the processes live by.
        let wall = SystemClock()
        let deadline = wall.now + Self.patience
        while wall.now < deadline {
            if let impact = try await store.calendarImpact(revision: revision) {
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
