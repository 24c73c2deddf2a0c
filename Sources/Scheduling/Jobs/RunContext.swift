package import Market
import Store

/// What a run knows of itself.
package struct RunContext: Sendable {
    package let job: String
    /// The planned time; a manual run's is the moment it was asked for.
    package let nominal: Timestamp
    /// The market's day, in Moscow: what a daily report is about, however late it runs.
    package let date: CivilDate
    /// True when a person started the run.
    package let isManual: Bool
    private let claimedAt: Timestamp
    private let clock: any MarketClock

    package init(
        job: String,
        nominal: Timestamp,
        date: CivilDate,
        isManual: Bool = false,
        claimedAt: Timestamp,
        clock: any MarketClock
    ) {
        self.job = job
        self.nominal = nominal
        self.date = date
        self.isManual = isManual
        self.claimedAt = claimedAt
        self.clock = clock
    }

    /// The end of a message's key: what a person asks for again shall be sent again, although the day's own message went out.
    package var request: String {
        isManual ? ":\(nominal.milliseconds)" : ""
    }

    func ending(_ outcome: RunOutcome, _ detail: String) -> JobRun {
        JobRun(
            job: job,
            nominal: nominal,
            outcome: outcome,
            claimedAt: claimedAt,
            finishedAt: clock.now,
            detail: Self.oneLine(detail)
        )
    }

    private static func oneLine(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: "; ")
        return line.count <= 500 ? line : line.prefix(499) + "…"
    }
}
