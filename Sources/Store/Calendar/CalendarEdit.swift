package import Market

/// One step in the history of the edit layer of one day.
package struct CalendarEdit: Hashable, Sendable, Identifiable {
    package var id: Int64
    package var market: AlgoPackSegment
    package var date: CivilDate
    package var at: Timestamp
    package var author: String
    /// What the edit layer said before; nil when it said nothing.
    package var before: CalendarStatement?
    /// What it says after; nil when the edit was taken back.
    package var after: CalendarStatement?
    /// The calendar's revision that this step made.
    package var revision: Int64
    /// The earlier step that this one takes back.
    package var undoes: Int64?
    /// The later step that took this one back.
    package var undoneBy: Int64?

    package init(
        id: Int64,
        market: AlgoPackSegment,
        date: CivilDate,
        at: Timestamp,
        author: String,
        before: CalendarStatement?,
        after: CalendarStatement?,
        revision: Int64,
        undoes: Int64? = nil,
        undoneBy: Int64? = nil
    ) {
        self.id = id
        self.market = market
        self.date = date
        self.at = at
        self.author = author
        self.before = before
        self.after = after
        self.revision = revision
        self.undoes = undoes
        self.undoneBy = undoneBy
    }
}

/// What a change of the calendar did to the day's jobs; written by the scheduler after it reconciled them.
package struct CalendarImpact: Hashable, Codable, Sendable {
    package struct NextRun: Hashable, Codable, Sendable {
        package var job: String
        /// Moscow time `YYYY-MM-DD HH:MM:SS`.
        package var at: String

        package init(job: String, at: String) {
            self.job = job
            self.at = at
        }
    }

    /// The calendar's revision that was applied.
    package var revision: Int64
    package var jobsAdded: [String]
    package var jobsRemoved: [String]
    package var nextRuns: [NextRun]

    package init(revision: Int64, jobsAdded: [String], jobsRemoved: [String], nextRuns: [NextRun]) {
        self.revision = revision
        self.jobsAdded = jobsAdded
        self.jobsRemoved = jobsRemoved
        self.nextRuns = nextRuns
    }
}
