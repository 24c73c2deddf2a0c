package import Market
import Platform

extension StateStore {
    /// Replaces the plan that people see by this one.
    package func savePlan(_ jobs: [JobPlan]) throws {
        guard try plan() != jobs.sorted(by: JobPlan.isShownBefore) else { return }
        try write { database in
            try database.execute("DELETE FROM job_plans")
            for job in jobs {
                try database.execute(
                    """
                    INSERT INTO job_plans (id, trigger, function, next_run, zone, is_paused, position)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                    [job.id, job.trigger, job.function, job.nextRun, job.zone, job.isPaused, job.position]
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
                nextRun: try row["next_run"],
                zone: try row["zone"],
                isPaused: try row["is_paused"],
                position: try row["position"]
            )
        }
    }

    /// Claims a run before it starts; false when this run is in the ledger already.
    package func claimRun(_ job: String, nominal: Timestamp) throws -> Bool {
        let run = JobRun(job: job, nominal: nominal, outcome: .running, claimedAt: clock.now)
        return try write { try $0.saveIfNew(run) }
    }

    /// Writes the result of a run.
    package func finishRun(_ run: JobRun) throws {
        try write { try $0.save(run) }
    }

    /// Writes why runs did not happen; runs that are in the ledger already stay as they are.
    package func recordSkips(_ runs: [JobRun]) throws {
        guard !runs.isEmpty else { return }
        try write { database in
            for run in runs { try database.saveIfNew(run) }
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

    package func run(_ job: String, nominal: Timestamp) throws -> JobRun? {
        try database.first("SELECT * FROM job_runs WHERE job = ? AND nominal = ?", [job, nominal], JobRun.init(row:))
    }

    /// The runs that were claimed and never finished: after a restart these were cut off.
    package func interruptedRuns() throws -> [JobRun] {
        try database.query(
            "SELECT * FROM job_runs WHERE outcome = 'running' ORDER BY nominal, job",
            [],
            JobRun.init(row:)
        )
    }

    /// Up to which nominal time a job's runs are accounted for; nil when it never ran.
    package func highWater(_ job: String) throws -> Timestamp? {
        try database.first("SELECT nominal FROM high_water WHERE job = ?", [job]) { row in try row["nominal"] }
    }

    package func setHighWater(_ job: String, _ nominal: Timestamp) throws {
        try write { try $0.saveHighWater(job, nominal) }
    }
}

extension JobPlan {
    static func isShownBefore(_ left: JobPlan, _ right: JobPlan) -> Bool {
        (left.position, left.id) < (right.position, right.id)
    }
}

extension JobRun {
    init(row: Row) throws {
        self.init(
            job: try row["job"],
            nominal: try row["nominal"],
            outcome: try row["outcome"],
            claimedAt: try row["claimed_at"],
            finishedAt: try row["finished_at"],
            detail: try row["detail"]
        )
    }
}

extension Connection {
    func save(_ run: JobRun) throws {
        try execute(
            """
            INSERT INTO job_runs (job, nominal, outcome, claimed_at, finished_at, detail) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (job, nominal) DO UPDATE SET outcome = excluded.outcome, finished_at = excluded.finished_at,
                detail = excluded.detail
            """,
            [run.job, run.nominal, run.outcome, run.claimedAt, run.finishedAt, StoredWords.long(run.detail)]
        )
    }

    /// False when the run is in the ledger already.
    @discardableResult
    func saveIfNew(_ run: JobRun) throws -> Bool {
        try execute(
            """
            INSERT INTO job_runs (job, nominal, outcome, claimed_at, finished_at, detail) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (job, nominal) DO NOTHING
            """,
            [run.job, run.nominal, run.outcome, run.claimedAt, run.finishedAt, StoredWords.long(run.detail)]
        ) == 1
    }

    func saveHighWater(_ job: String, _ nominal: Timestamp) throws {
        try execute("INSERT OR REPLACE INTO high_water (job, nominal) VALUES (?, ?)", [job, nominal])
    }
}
