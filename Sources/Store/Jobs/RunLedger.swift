package import Market
import Platform

/// Claims of runs and how far each job is accounted for; the scheduler's alone.
package actor RunLedger: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// Writes what the scheduler decided at one moment, in one transaction: claims, skips and high-water marks.
    ///
    /// - Parameter runs: With the outcome `.running`.
    /// - Returns: for each run whether it is the caller's; false when it is in the ledger already.
    package func claim(
        _ runs: [JobRun],
        skips: [JobRun],
        marks: [(job: String, nominal: Timestamp)]
    ) throws -> [Bool] {
        guard !(runs.isEmpty && skips.isEmpty && marks.isEmpty) else { return [] }
        return try write { database in
            for skip in skips { try database.saveIfNew(skip) }
            for mark in marks { try database.saveHighWater(mark.job, mark.nominal) }
            return try runs.map { try database.saveIfNew($0) }
        }
    }

    /// Writes the result of a run.
    package func finish(_ run: JobRun) throws {
        try write { try $0.save(run) }
    }

    /// The batch that also writes the result of a run, for whoever commits what the run brought.
    ///
    /// Nobody without the ledger can make one.
    package nonisolated func finishing(_ run: JobRun, with batch: StoreBatch) -> StoreBatch {
        var batch = batch
        batch.jobs.finished = run
        return batch
    }

    /// Writes why runs did not happen; runs that are in the ledger already stay as they are.
    package func recordSkips(_ runs: [JobRun]) throws {
        guard !runs.isEmpty else { return }
        try write { database in
            for run in runs { try database.saveIfNew(run) }
        }
    }

    /// The runs that were claimed and never finished: after a restart these were cut off.
    package func interrupted() throws -> [JobRun] {
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
}
