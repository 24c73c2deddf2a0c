package import Market

/// What a run knows of itself.
package struct RunContext: Sendable {
    package let job: String
    /// The planned time; a manual run's is the moment it was asked for.
    package let nominal: Timestamp
    /// The nominal time's date in the job's zone: what a daily report is about, however late it runs.
    package let date: CivilDate
    /// True when a person started the run.
    package let isManual: Bool

    package init(job: String, nominal: Timestamp, date: CivilDate, isManual: Bool = false) {
        self.job = job
        self.nominal = nominal
        self.date = date
        self.isManual = isManual
    }
}
