package import Market
import Platform

/// Counting for reports: a month of slots without reading them.
///
/// Every query walks ranges of a primary key or an index, which a test reads off their plans.
extension FeedStore {
    /// Counts the stored slots of each stretch, in the order of the stretches.
    ///
    /// - Parameter limit: how long after its label a slot may be published without being late.
    package func tallies(_ feed: Feed, _ stretches: [SlotStretch], limit: Duration) throws -> [SlotTally] {
        guard !stretches.isEmpty else { return [] }
        return try database.query(
            Self.tallies,
            [feed.market, feed.endpoint, try JSONText(stretches), limit.nanoseconds / 1_000_000]
        ) { row in
            SlotTally(seen: try row["seen"], seenBeyond: try row["beyond"], late: try row["late"])
        }
    }

    /// The quiet slots of a feed in a span of days, in order of time.
    package func quietSlots(_ feed: Feed, from first: CivilDate, through last: CivilDate) throws -> [QuietSlot] {
        try database.query(Self.quiet, [feed.market, feed.endpoint, first, last]) { row in
            QuietSlot(feed: feed, date: try row["date"], label: try row["label"])
        }
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

    static let quiet = """
        SELECT date, label FROM quiet_slots WHERE market = ? AND endpoint = ? AND date BETWEEN ? AND ?
        ORDER BY date, label
        """

    /// The latest check of each market for the days of a span, in the order of day and market.
    package func hi2Checks(from first: CivilDate, through last: CivilDate) throws -> [HI2Outcome] {
        try database.query(Self.hi2Span, [first, last]) { row in
            HI2Outcome(
                date: try row["date"],
                market: try row["market"],
                isPresent: try row["is_present"],
                note: try row["note"],
                checkedAt: try row["checked_at"]
            )
        }.sorted { ($0.date, $0.market) < ($1.date, $1.market) }
    }

    static let hi2Span = "SELECT * FROM hi2_checks WHERE date BETWEEN ? AND ? ORDER BY date"
}
