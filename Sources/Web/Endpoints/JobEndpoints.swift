import Market
import Operations
import Platform
import Store

/// The scheduler's jobs and what became of their runs.
struct JobEndpoints: Sendable {
    let store: JobStore
    let commands: PostedCommand

    var routes: [APIRoute] {
        [
            .get("/api/jobs", "jobs", "The jobs with next and last run", answer: .json(Self.list)) { _ in
                .json(["jobs": .array(try await PlannedJob.all(in: store).map(\.json))])
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
                let runs = try await store.runs(from: start, until: start + .hours(24))
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
                let runs = try await store.runs(job: job, before: before, limit: limit + 1)
                let isPlanned = try await store.plan().contains { $0.id == job }
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
                answer: .json(PostedCommandAnswer.schema)
            ) { call in
                let job = call.path.text("id")
                guard try await store.plan().contains(where: { $0.id == job }) else {
                    throw Problem(.notFound, "there is no job '\(job.bounded(to: TextLimit.name))'")
                }
                return try await commands.post(.job(.run(id: job)), .jobRun, of: job, call)
            },
            .change(
                "/api/jobs/{id}/pause",
                "jobs",
                "Stop a job until it is resumed; what its plan brings meanwhile is not made up for",
                parameters: [Self.id],
                body: .object(["reason": .text(0...JobPausing.reasonLimit).orNull], optional: ["reason"]),
                answer: .json(
                    .object(["job": .string, "who": .string, "why": .string, "since": .instant, "changed": .boolean])
                )
            ) { call in
                let body = try call.body(["reason"])
                let reason = try call.text("reason", of: body, limit: JobPausing.reasonLimit) ?? ""
                let outcome = try await told(call) { job in
                    try await JobPausing(store: store).pause(
                        job,
                        by: try call.holder.auditName,
                        reason: reason,
                        at: call.now
                    )
                }
                return .json([
                    "job": .string(outcome.pause.job), "who": .string(outcome.pause.who),
                    "why": .string(outcome.pause.why), "since": .string(RFC3339.text(outcome.pause.since)),
                    "changed": .bool(outcome.isNew),
                ])
            },
            .change(
                "/api/jobs/{id}/resume",
                "jobs",
                "Let a paused job go on with its plan",
                parameters: [Self.id],
                answer: .json(.object(["job": .string, "changed": .boolean]))
            ) { call in
                _ = try call.body([])
                let ended = try await told(call) { job in
                    try await JobPausing(store: store).resume(
                        job,
                        by: try call.holder.auditName,
                        at: call.now
                    )
                }
                return .json(["job": .string(ended?.job ?? call.path.text("id")), "changed": .bool(ended != nil)])
            },
        ]
    }

    /// Refusals as problems.
    private func told<Result>(_ call: APICall, _ body: (String) async throws -> Result) async throws -> Result {
        let job = call.path.text("id")
        do {
            return try await body(job)
        } catch JobPausing.Refusal.unknown {
            throw Problem(.notFound, "there is no job '\(job.bounded(to: TextLimit.name))'")
        } catch JobPausing.Refusal.indispensable {
            throw Problem(.conflict, "\(JobPausing.indispensable) plans each new day and cannot be paused")
        }
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
