package import Market
import Platform

/// What the latest check of one market's hi2 of a day found.
package struct HI2Outcome: Hashable, Codable, Sendable {
    package var date: CivilDate
    package var market: MarketID
    /// True when rows of the date are there; nil when the request failed.
    package var isPresent: Bool?
    /// Why nothing is known; empty otherwise.
    package var note: String
    /// Milliseconds of Unix time.
    package var checkedAt: Int64

    package init(date: CivilDate, market: MarketID, isPresent: Bool?, note: String = "", checkedAt: Timestamp) {
        self.date = date
        self.market = market
        self.isPresent = isPresent
        self.note = note
        self.checkedAt = checkedAt.milliseconds
    }
}

extension StateStore {
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

extension Connection {
    /// A later look takes the place of an earlier one, except that a failed request does not undo what was known.
    func save(_ check: HI2Outcome) throws {
        try execute(
            """
            INSERT INTO hi2_checks (date, market, is_present, note, checked_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (date, market) DO UPDATE SET is_present = excluded.is_present, note = excluded.note,
                checked_at = excluded.checked_at
            WHERE excluded.is_present IS NOT NULL OR is_present IS NULL
            """,
            [check.date, check.market, check.isPresent, check.note, check.checkedAt]
        )
    }
}
