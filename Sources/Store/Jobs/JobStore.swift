package import Market
import Platform

/// The plan of jobs and what became of their runs, for whoever shows them.
package actor JobStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// Replaces the plan that people see by this one.
    package func savePlan(_ jobs: [JobPlan]) throws {
        guard try plan() != jobs.sorted(by: JobPlan.isShownBefore) else { return }
        try write { database in
            try database.execute("DELETE FROM job_plans")
            for job in jobs {
                try database.execute(
                    """
                    INSERT INTO job_plans (id, trigger, function, asks_first, next_run, zone, is_paused, position)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    [
                        job.id, job.trigger, job.function, job.asksFirst, job.nextRun, job.zone, job.isPaused,
                        job.position,
                    ]
                )
            }
        }
    }

    /// The jobs as last planned, in the order in which people see them.
    package func plan() throws -> [JobPlan] {
        try database.query("SELECT * FROM job_plans ORDER BY position, id") { row in
            JobPlan(
                id: try row["id"],
                trigger: try row["trigger"],
                function: try row["function"],
                asksFirst: try row["asks_first"],
                nextRun: try row["next_run"],
                zone: try row["zone"],
                isPaused: try row["is_paused"],
                position: try row["position"]
            )
        }
    }

    /// The latest runs, newest first; of every job when nil.
    package func runs(job: String? = nil, limit: Int) throws -> [JobRun] {
        try database.query(
            "SELECT * FROM job_runs WHERE ?1 IS NULL OR job = ?1 ORDER BY nominal DESC, job LIMIT ?2",
            [job, limit],
            JobRun.init(row:)
        )
    }

    /// The runs planned from one instant until before another, oldest first.
    package func runs(from start: Timestamp, until end: Timestamp) throws -> [JobRun] {
        try database.query(
            "SELECT * FROM job_runs WHERE nominal >= ? AND nominal < ? ORDER BY nominal, job",
            [start, end],
            JobRun.init(row:)
        )
    }

    /// Runs that ended after an instant, in the order of their ends.
    package func ended(after instant: Timestamp, limit: Int) throws -> [JobRun] {
        try database.query(
            "SELECT * FROM job_runs WHERE finished_at > ? ORDER BY finished_at, job LIMIT ?",
            [instant, limit],
            JobRun.init(row:)
        )
    }

    /// When the last run ended; nil where none has.
    package func lastEnd() throws -> Timestamp? {
        try database.first(
            "SELECT MAX(finished_at) AS at FROM job_runs WHERE finished_at IS NOT NULL"
        ) { row in try row["at"] as Timestamp? } ?? nil
    }

    /// The latest runs of a job planned before an instant, newest first.
    package func runs(job: String, before nominal: Timestamp, limit: Int) throws -> [JobRun] {
        try database.query(
            "SELECT * FROM job_runs WHERE job = ? AND nominal < ? ORDER BY nominal DESC LIMIT ?",
            [job, nominal, limit],
            JobRun.init(row:)
        )
    }

    package func run(_ job: String, nominal: Timestamp) throws -> JobRun? {
        try database.first("SELECT * FROM job_runs WHERE job = ? AND nominal = ?", [job, nominal], JobRun.init(row:))
    }

    /// When each job last succeeded on its day, Moscow time; nil when it never did.
    package func lastSuccesses(_ days: [JobDay]) throws -> [Timestamp?] {
        guard !days.isEmpty else { return [] }
        struct Span: Codable {
            let job: String
            let from, until: Int64
        }
        let spans = days.map { day in
            let midnight = MoscowTime.instant(day.date, .midnight)
            return Span(job: day.job, from: midnight.milliseconds, until: (midnight + .hours(24)).milliseconds)
        }
        return try database.query(Self.successes, [try JSONText(spans)]) { row in try row["at"] }
    }

    static let successes = """
        SELECT (
            SELECT claimed_at FROM job_runs
            WHERE job = span.value ->> 'job' AND nominal >= span.value ->> 'from' AND nominal < span.value ->> 'until'
                AND outcome = 'succeeded'
            ORDER BY nominal DESC LIMIT 1
        ) AS at FROM json_each(?1) AS span ORDER BY span.key
        """
}
