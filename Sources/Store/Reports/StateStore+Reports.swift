package import Market
import Platform

/// Counting for reports: a month of slots without reading them.
///
/// Every query walks ranges of a primary key or an index, which a test reads off their plans.
extension StateStore {
    /// Counts the stored slots of each stretch, in the order of the stretches.
    ///
    /// - Parameter limit: how long after its label a slot may be published without being late.
    package func slotTallies(_ feed: Feed, _ stretches: [SlotStretch], limit: Duration) throws -> [SlotTally] {
        guard !stretches.isEmpty else { return [] }
        return try database.query(
            Self.tallies,
            [feed.market, feed.endpoint, try JSONText(stretches), limit.nanoseconds / 1_000_000]
        ) { row in
            SlotTally(seen: try row["seen"], seenBeyond: try row["beyond"], late: try row["late"])
        }
    }

    /// When each job last succeeded on its day, Moscow time; nil when it never did.
    package func lastSuccesses(_ days: [JobDay]) throws -> [Timestamp?] {
        guard !days.isEmpty else { return [] }
        struct Span: Codable {
            let job: String
            let from, until: Int64
        }
        let spans = days.map { day in
            let midnight = MoscowTime.instant(day.date, .midnight)
            return Span(job: day.job, from: midnight.milliseconds, until: (midnight + .hours(24)).milliseconds)
        }
        return try database.query(Self.successes, [try JSONText(spans)]) { row in try row["at"] }
    }

    /// The quiet slots of a feed in a span of days, in order of time.
    package func quietSlots(_ feed: Feed, from first: CivilDate, through last: CivilDate) throws -> [QuietSlot] {
        try database.query(Self.quiet, [feed.market, feed.endpoint, first, last]) { row in
            QuietSlot(feed: feed, date: try row["date"], label: try row["label"])
        }
    }

    /// The alerts of a span of trading dates, oldest first.
    package func alerts(from first: CivilDate, through last: CivilDate) throws -> [AlertRecord] {
        try database.query(Self.alertSpan, [first, last], AlertRecord.init(row:)).sorted { $0.id < $1.id }
    }

    /// The first day of which a feed has a slot; nil when it never had one.
    package func firstSlotDate(_ feed: Feed) throws -> CivilDate? {
        try database.first(
            "SELECT MIN(date) AS date FROM slots WHERE market = ? AND endpoint = ?",
            [feed.market, feed.endpoint]
        ) { row in try row["date"] } ?? nil
    }

    /// `due` is the instant of the day's label 00:00 plus the limit; 10,800,000 ms are Moscow's three hours.
    ///
    /// Three counts by primary key are twice as fast as one join, which has to be sorted for its groups.
    static let tallies = """
        WITH stretch AS MATERIALIZED (
            SELECT key, value ->> 'date' AS day, value ->> 'first' AS first, value ->> 'last' AS last,
                value ->> 'known' AS known, unixepoch(value ->> 'date') * 1000 - 10800000 + ?4 AS due
            FROM json_each(?3))
        SELECT
            (SELECT COUNT(*) FROM slots WHERE market = ?1 AND endpoint = ?2 AND date = day
                AND label BETWEEN first AND last) AS seen,
            (SELECT COUNT(*) FROM slots WHERE market = ?1 AND endpoint = ?2 AND date = day
                AND label BETWEEN first AND last AND label > known) AS beyond,
            (SELECT COUNT(*) FROM slots WHERE market = ?1 AND endpoint = ?2 AND date = day
                AND label BETWEEN first AND last AND systime > due + 1000 *
                (3600 * substr(label, 1, 2) + 60 * substr(label, 4, 2) + substr(label, 7, 2))) AS late
        FROM stretch ORDER BY key
        """

    static let successes = """
        SELECT (
            SELECT claimed_at FROM job_runs
            WHERE job = span.value ->> 'job' AND nominal >= span.value ->> 'from' AND nominal < span.value ->> 'until'
                AND outcome = 'succeeded'
            ORDER BY nominal DESC LIMIT 1
        ) AS at FROM json_each(?1) AS span ORDER BY span.key
        """

    static let quiet = """
        SELECT date, label FROM quiet_slots WHERE market = ? AND endpoint = ? AND date BETWEEN ? AND ?
        ORDER BY date, label
        """

    static let alertSpan = "SELECT * FROM alerts WHERE date BETWEEN ? AND ?"
}

extension Connection {
    func save(_ quiet: QuietSlot) throws {
        try execute(
            "INSERT OR IGNORE INTO quiet_slots (market, endpoint, date, label) VALUES (?, ?, ?, ?)",
            [quiet.feed.market, quiet.feed.endpoint, quiet.date, quiet.label]
        )
    }
}
