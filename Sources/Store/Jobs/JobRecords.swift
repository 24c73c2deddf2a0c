package import Market

/// A job as the scheduler last planned it; what `mayak jobs` and `/jobs` show.
package struct JobPlan: Hashable, Sendable {
    package var id: String
    /// In the console's form: `interval[0:05:00]`, `cron[hour='19', minute='2']`.
    package var trigger: String
    package var function: String
    /// True where a person who asks for a run is asked once more.
    package var asksFirst: Bool
    /// nil when nothing more is planned.
    package var nextRun: Timestamp?
    package var zone: String
    package var isPaused: Bool
    /// The order in which people see the jobs.
    package var position: Int

    package init(
        id: String,
        trigger: String,
        function: String,
        asksFirst: Bool = true,
        nextRun: Timestamp?,
        zone: String,
        isPaused: Bool = false,
        position: Int = 0
    ) {
        self.id = id
        self.trigger = trigger
        self.function = function
        self.asksFirst = asksFirst
        self.nextRun = nextRun
        self.zone = zone
        self.isPaused = isPaused
        self.position = position
    }
}

/// How a planned run ended, or why it did not happen; the ledger of planned against executed.
package enum RunOutcome: String, CaseIterable, Codable, Sendable {
    /// Claimed, no result yet; after a crash it becomes `.interrupted`.
    case running
    case succeeded, failed
    case timedOut = "timed_out"
    case interrupted
    /// Later than the grace time allows.
    case missed
    case skippedOverlap = "skipped_overlap"
    case skippedCalendar = "skipped_calendar"
    /// A person had paused the job.
    case skippedPaused = "skipped_paused"
    /// Folded into a later run of the same catch-up.
    case coalesced
}

/// One run: job id and nominal time name it, and the pair is unique.
package struct JobRun: Hashable, Sendable {
    package var job: String
    package var nominal: Timestamp
    package var outcome: RunOutcome
    package var claimedAt: Timestamp
    package var finishedAt: Timestamp?
    /// One line: result, reason of a skip, or error.
    package var detail: String

    package init(
        job: String,
        nominal: Timestamp,
        outcome: RunOutcome,
        claimedAt: Timestamp,
        finishedAt: Timestamp? = nil,
        detail: String = ""
    ) {
        self.job = job
        self.nominal = nominal
        self.outcome = outcome
        self.claimedAt = claimedAt
        self.finishedAt = finishedAt
        self.detail = detail
    }
}
