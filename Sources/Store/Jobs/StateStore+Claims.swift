package import Market
import Platform

extension StateStore {
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
}
