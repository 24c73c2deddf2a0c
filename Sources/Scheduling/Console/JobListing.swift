package import Market
import Platform
package import Store

/// The list of jobs in the form of seed 002's console.
package enum JobListing {
    /// Four lines a job and a line of twenty dashes; one more where it is paused, and one where the last run is known.
    package static func text(_ plans: [JobPlan], lastRuns: [String: JobRun] = [:]) -> String {
        plans.map { plan in
            let zone = zone(of: plan)
            var lines = [
                "Job ID: \(plan.id)",
                "Next Run Time: \(plan.nextRun.map { time($0, zone) } ?? "None")",
                "Trigger: \(plan.trigger)",
                "Function: \(plan.function)",
            ]
            if plan.isPaused { lines.append("Paused: mayak jobs resume --job \(plan.id) lets it go on") }
            if let run = lastRuns[plan.id] {
                let detail = run.detail.isEmpty ? "" : ", \(run.detail)"
                lines.append("Last Run: \(time(run.nominal, zone)) \(run.outcome.rawValue)\(detail)")
            }
            return lines.joined(separator: "\n") + "\n" + dashes + "\n"
        }.joined()
    }

    /// The zone of a plan; UTC when the machine does not know it, which the shown offset then says.
    package static func zone(of plan: JobPlan) -> TimeZoneRules {
        if plan.zone == TimeZoneRules.moscow.name { return .moscow }
        // A listing with other offsets is better than none.
        return (try? ZoneFile.load(plan.zone)) ?? .utc
    }

    /// `2024-07-15 13:15:10+03:00`.
    private static func time(_ instant: Timestamp, _ zone: TimeZoneRules) -> String {
        "\(zone.local(instant))\(zone.offsetText(at: instant))"
    }

    private static let dashes = String(repeating: "-", count: 20)
}
