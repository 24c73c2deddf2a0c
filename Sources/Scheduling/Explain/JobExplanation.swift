package import Market
package import Store

/// Why a job did or did not run: its plan, the calendar's word on the day, and its last planned runs with their outcomes.
package struct JobExplanation: Sendable {
    package var id: String
    package var plan: JobPlan?
    package var runs: [JobRun]
    package var days: [TradingDay]

    package init(id: String, plan: JobPlan?, runs: [JobRun], days: [TradingDay]) {
        self.id = id
        self.plan = plan
        self.runs = runs
        self.days = days
    }

    /// One fact per line.
    package var lines: [String] {
        var lines: [String] = []
        if let plan {
            let next = plan.nextRun.map { "next \(MoscowTime.text($0))" } ?? "nothing more planned"
            lines.append("job \(id): \(plan.trigger), \(next)")
        } else {
            lines.append("job \(id): not planned now; a session job exists on days that trade")
        }
        for day in days {
            lines.append(
                "\(day.market) \(day.date): \(day.kind) by \(day.layer.rawValue) (\(day.author))"
                    + (day.note.isEmpty ? "" : ", \(day.note)")
            )
        }
        if !runs.isEmpty { lines.append(RunTally(runs).line) }
        for run in runs {
            lines.append("  \(MoscowTime.text(run.nominal))  \(run.outcome.rawValue)  \(run.detail)")
        }
        if runs.isEmpty { lines.append("  no run is on record") }
        return lines
    }
}
