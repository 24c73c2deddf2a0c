import Market
import Platform

extension TableGroup {
    static let jobs = TableGroup(
        part: JobWrites.self,
        retention: [
            Retention(sql: "DELETE FROM job_runs WHERE nominal < ? AND outcome <> 'running'", bound: .instant)
        ],
        clock: ClockMend(
            farthest: [
                "SELECT MAX(nominal) AS at FROM high_water", "SELECT MAX(nominal) AS at FROM job_runs",
            ],
            marks: ["UPDATE high_water SET nominal = ?1 WHERE nominal > ?1"],
            instants: [("paused_jobs", ["since"])],
            futureRows: ["DELETE FROM job_runs WHERE nominal > ?1"]
        )
    )
}

extension Schema {
    static let jobs = """
        CREATE TABLE job_plans (
            id TEXT PRIMARY KEY, trigger TEXT NOT NULL, function TEXT NOT NULL, next_run INTEGER,
            zone TEXT NOT NULL, is_paused INTEGER NOT NULL, position INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE job_runs (
            job TEXT NOT NULL, nominal INTEGER NOT NULL, outcome TEXT NOT NULL,
            claimed_at INTEGER NOT NULL, finished_at INTEGER, detail TEXT NOT NULL,
            PRIMARY KEY (job, nominal)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX job_runs_nominal ON job_runs (nominal);
        CREATE TABLE high_water (job TEXT PRIMARY KEY, nominal INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """
}

extension Schema {
    /// Whether a job asks before a person's run was told from its function's name before; the next plan says it.
    static let jobsThatAsk = "ALTER TABLE job_plans ADD COLUMN asks_first INTEGER NOT NULL DEFAULT 1;"
}

/// The end of a run in a batch.
///
/// The store's own: only ``RunLedger``, which is the scheduler's alone, puts one into a batch.
struct JobWrites: BatchPart {
    var finished: JobRun?

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        if let finished { try database.save(finished) }
    }
}

extension StoreBatch {
    var jobs: JobWrites {
        get { self[JobWrites.self] }
        _modify { yield &self[JobWrites.self] }
    }
}
