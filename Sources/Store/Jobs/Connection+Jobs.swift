import Market
import Platform

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
