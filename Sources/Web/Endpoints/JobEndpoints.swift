import Market
import Operations
import Platform
import Store

/// The scheduler's jobs and what became of their runs.
struct JobEndpoints: Sendable {
    let desk: WebDesk

    var routes: [APIRoute] {
        [
            .get("/api/jobs", "jobs", "The jobs with next and last run", answer: .json(Self.list)) { _ in
                .json(["jobs": .array(try await PlannedJob.all(in: desk.store.jobs).map(\.json))])
            },
            .get(
                "/api/runs",
                "jobs",
                "The runs planned on a day, oldest first",
                parameters: [.query("date", .date, "Moscow's date; today where it is not given")],
                answer: .json(Self.day)
            ) { call in
                let date = try call.date("date") ?? MoscowTime.date(of: call.now)
                let start = MoscowTime.instant(date, .midnight)
                let runs = try await desk.store.jobs.runs(from: start, until: start + .hours(24))
                return .json(["date": .string("\(date)"), "runs": .array(runs.map(\.json))])
            },
            .get(
                "/api/jobs/{id}/runs",
                "jobs",
                "The runs of one job, newest first",
                parameters: [Self.id, Page.limit, Page.cursor],
                answer: .json(Page.schema("runs", Self.run))
            ) { call in
                let job = call.path.text("id")
                let limit = try Page.limit(call)
                let before = try call.cursor().map { Timestamp(milliseconds: $0) } ?? .distantFuture
                let runs = try await desk.store.jobs.runs(job: job, before: before, limit: limit + 1)
                let isPlanned = try await desk.store.jobs.plan().contains { $0.id == job }
                guard isPlanned || !runs.isEmpty else {
                    throw Problem(.notFound, "there is no job '\(job.bounded(to: TextLimit.name))'")
                }
                return .json(Page.json("runs", runs, limit: limit, \.json) { $0.nominal.milliseconds })
            },
            .change(
                "/api/jobs/{id}/run",
                "jobs",
                "Run a job now, once, whatever its plan says",
                parameters: [Self.id],
                answer: .json(CommandAnswer.schema)
            ) { call in
                let job = call.path.text("id")
                guard try await desk.store.jobs.plan().contains(where: { $0.id == job }) else {
                    throw Problem(.notFound, "there is no job '\(job.bounded(to: TextLimit.name))'")
                }
                return try await PostedCommand(desk: desk).post(.job(.run(id: job)), "job.run", of: job, call)
            },
        ]
    }

    private static let id = APIRoute.Parameter.path("id", .text(1...100), "As `/api/jobs` names it")
    static let plan = APISchema.object([
        "id": .string, "trigger": .string, "zone": .string, "paused": .boolean, "next_run": .instant.orNull,
    ])
    static let run = APISchema.object([
        "job": .string, "nominal": .instant, "claimed_at": .instant, "finished_at": .instant.orNull,
        "outcome": .choice(RunOutcome.allCases.map(\.rawValue)), "detail": .string,
    ])
    private static let list = APISchema.object([
        "jobs": .array(
            .object([
                "id": .string, "trigger": .string, "zone": .string, "paused": .boolean, "next_run": .instant.orNull,
                "function": .string, "asks_first": .boolean, "last_run": run.orNull,
            ])
        )
    ])
    private static let day = APISchema.object(["date": .date, "runs": .array(run)])
}

extension Timestamp {
    /// After everything that is kept.
    fileprivate static let distantFuture = Timestamp(nanoseconds: .max)
}
