import Market
import Monitor
import Operations
import Platform
import Scheduling
import Store

/// `mayak jobs`: the scheduler's jobs, from the store.
enum JobsListCommand: Command {
    static let spec = CommandSpec(
        "jobs",
        summary: "List the jobs with next run, trigger and last outcome",
        details: "What the scheduler planned last, whether it runs now or not. Exit 1: there is no store yet.",
        options: [
            .value("store", "FILE", "The store; the configured one where it is not given"),
            .flag("json", "Print an array of jobs"),
        ] + Settings.options
    )

    static func run(_ arguments: Arguments) async throws {
        let store = try SchedulerLine(arguments).store
        let jobs = try await PlannedJob.all(in: store.jobs)
        await store.close()
        guard arguments.flag("json") else {
            let lastRuns = Dictionary(uniqueKeysWithValues: jobs.map { ($0.plan.id, $0.lastRun) }).compactMapValues(
                \.self
            )
            print(JobListing.text(jobs.map(\.plan), lastRuns: lastRuns), terminator: "")
            return
        }
        let rows = jobs.map { Row($0.plan, lastRun: $0.lastRun) }
        print(try rows.printed())
    }

    /// A job in the JSON output; instants are RFC 3339 in the job's zone.
    private struct Row: Encodable {
        struct Run: Encodable {
            let nominal: String
            let finished: String?
            let outcome: String
            let detail: String
        }

        let id: String
        let trigger: String
        let function: String
        let zone: String
        let nextRun: String?
        let lastRun: Run?

        enum CodingKeys: String, CodingKey {
            case id, trigger, function, zone
            case nextRun = "next_run"
            case lastRun = "last_run"
        }

        init(_ plan: JobPlan, lastRun: JobRun?) {
            let zone = JobListing.zone(of: plan)
            id = plan.id
            trigger = plan.trigger
            function = plan.function
            self.zone = plan.zone
            nextRun = plan.nextRun.map(zone.text)
            self.lastRun = lastRun.map { run in
                Run(
                    nominal: zone.text(run.nominal),
                    finished: run.finishedAt.map(zone.text),
                    outcome: run.outcome.rawValue,
                    detail: run.detail
                )
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(id, forKey: .id)
            try container.encode(trigger, forKey: .trigger)
            try container.encode(function, forKey: .function)
            try container.encode(zone, forKey: .zone)
            // Written as null where absent, so that every row has the same keys.
            try container.encode(nextRun, forKey: .nextRun)
            try container.encode(lastRun, forKey: .lastRun)
        }
    }
}
