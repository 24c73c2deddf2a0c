/// What changes when the wanted jobs of a day replace the present ones.
package struct JobReconciliation: Sendable {
    /// In the order in which the wanted jobs were given.
    package var added: [Job] = []
    /// In the order in which the present jobs were given.
    package var removed: [Job] = []
    package var changed: [Job] = []
    /// Same plan; the wanted job replaces the present one, because its body may know a newer calendar.
    package var kept: [Job] = []
    /// Ids that are wanted but taken by a job outside the set, or wanted twice: the later one is ignored.
    package var refused: [String] = []

    package var isEmpty: Bool { added.isEmpty && removed.isEmpty && changed.isEmpty }
}

/// Compares wanted with present jobs.
package enum JobPlanner {
    /// - Parameters:
    ///   - present: The jobs of the set that is being replaced, and no others.
    ///   - wanted: The jobs that the set shall hold.
    ///   - foreign: Ids of jobs outside the set; none of them is touched.
    package static func reconcile(present: [Job], wanted: [Job], foreign: Set<String> = []) -> JobReconciliation {
        var result = JobReconciliation()
        var presentByID = Dictionary(present.map { ($0.id, $0) }) { first, _ in first }
        var seen: Set<String> = []
        for job in wanted {
            guard !foreign.contains(job.id), seen.insert(job.id).inserted else {
                result.refused.append(job.id)
                continue
            }
            switch presentByID.removeValue(forKey: job.id) {
            case nil: result.added.append(job)
            case let old? where old.isPlannedLike(job): result.kept.append(job)
            case _?: result.changed.append(job)
            }
        }
        result.removed = present.filter { presentByID[$0.id] != nil }
        return result
    }
}
