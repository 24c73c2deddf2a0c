package import Store

/// A job of the day with how its last run ended.
package struct PlannedJob: Sendable {
    package let plan: JobPlan
    /// nil: it has never run.
    package let lastRun: JobRun?

    /// What the scheduler planned last, whether it runs now or not; in the order of the plan.
    package static func all(in store: JobStore) async throws -> [PlannedJob] {
        var jobs: [PlannedJob] = []
        for plan in try await store.plan() {
            jobs.append(PlannedJob(plan: plan, lastRun: try await store.runs(job: plan.id, limit: 1).first))
        }
        return jobs
    }
}
