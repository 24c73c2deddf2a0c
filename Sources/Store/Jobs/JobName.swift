/// Names of jobs that more than one part of the product knows, and how a person's word is understood.
package enum JobName {
    /// Replaces the day's set at midnight (seed 002).
    package static let rollOver = "daily_run_jobs"
    /// Asks whether hi2 has come (seed 002).
    package static let hi2Check = "hi2_check"
    /// Asks again for what was missing then.
    package static let hi2Recheck = "hi2_recheck"

    /// The job that a person means, in any case: the seed wrote `Send_plots` and `Daily_run_jobs`.
    ///
    /// - Parameter id: where a job's name is.
    package static func find<Job>(_ word: String, in jobs: some Sequence<Job>, by id: (Job) -> String) -> Job? {
        let jobs = Array(jobs)
        return jobs.first { id($0) == word } ?? jobs.first { id($0).lowercased() == word.lowercased() }
    }

    /// The name that a person means, as the plan writes it.
    package static func find(_ word: String, in names: some Sequence<String>) -> String? {
        find(word, in: names) { $0 }
    }
}
