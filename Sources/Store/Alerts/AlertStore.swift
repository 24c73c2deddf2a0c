package import Market
import Platform

/// Alerts, their changes, and silences.
package actor AlertStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// The alerts that are not over, oldest first.
    package func open() throws -> [AlertRecord] {
        try database.query("SELECT * FROM alerts WHERE state <> 'resolved' ORDER BY id", [], AlertRecord.init(row:))
    }

    package func alert(_ id: Int64) throws -> AlertRecord? {
        try database.first("SELECT * FROM alerts WHERE id = ?", [id], AlertRecord.init(row:))
    }

    /// The alerts that share a message, of whatever state, oldest first; the alert alone where it shares none.
    ///
    /// - Parameter leader: whose number the message has; a group is of one trading date.
    package func members(of leader: Int64) throws -> [AlertRecord] {
        try database.query(
            """
            SELECT * FROM alerts WHERE date = (SELECT date FROM alerts WHERE id = ?1) AND (group_id = ?1 OR id = ?1)
            ORDER BY id
            """,
            [leader],
            AlertRecord.init(row:)
        )
    }

    /// The alerts of one trading date, oldest first.
    package func all(on date: CivilDate) throws -> [AlertRecord] {
        try database.query("SELECT * FROM alerts WHERE date = ? ORDER BY id", [date], AlertRecord.init(row:))
    }

    /// The latest alerts of any date, newest first.
    package func latest(limit: Int) throws -> [AlertRecord] {
        try database.query("SELECT * FROM alerts ORDER BY id DESC LIMIT ?", [limit], AlertRecord.init(row:))
    }

    /// Every change of state or severity of one alert, oldest first.
    package func events(_ id: Int64) throws -> [AlertEvent] {
        try database.query(
            "SELECT * FROM alert_events WHERE alert = ? ORDER BY id",
            [id],
            AlertEvent.init(row:)
        )
    }

    /// Changes of any alert after the one of that number, oldest first.
    package func events(after id: Int64, limit: Int) throws -> [AlertEvent] {
        try database.query(
            "SELECT * FROM alert_events WHERE id > ? ORDER BY id LIMIT ?",
            [id, limit],
            AlertEvent.init(row:)
        )
    }

    /// The number of the last change of any alert; 0 without one.
    package func lastEventID() throws -> Int64 {
        try database.first("SELECT IFNULL(MAX(id), 0) AS id FROM alert_events", []) { row in try row["id"] } ?? 0
    }

    /// How many alerts are open, by state.
    package func openCounts() throws -> [AlertState: Int] {
        let rows = try database.query(
            "SELECT state, COUNT(*) AS count FROM alerts WHERE state <> 'resolved' GROUP BY state"
        ) { row in (try row["state"] as AlertState, try row["count"] as Int) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// The latest alerts before the one of that number, newest first.
    package func latest(limit: Int, before id: Int64?) throws -> [AlertRecord] {
        try database.query(
            "SELECT * FROM alerts WHERE id < ? ORDER BY id DESC LIMIT ?",
            [id ?? .max, limit],
            AlertRecord.init(row:)
        )
    }

    /// The silences in force, oldest first.
    package func activeSilences(at now: Timestamp) throws -> [Silence] {
        try database.query(
            "SELECT * FROM silences WHERE ended_at IS NULL AND created_at <= ?1 AND until > ?1 ORDER BY id",
            [now],
            Silence.init(row:)
        )
    }

    package func silence(_ id: Int64) throws -> Silence? {
        try database.first("SELECT * FROM silences WHERE id = ?", [id], Silence.init(row:))
    }

    /// Alerts closed at or after an instant, oldest first.
    package func closed(since start: Timestamp) throws -> [AlertRecord] {
        try database.query(
            "SELECT * FROM alerts WHERE closed_at >= ? ORDER BY id",
            [start],
            AlertRecord.init(row:)
        )
    }

    /// Silences whose end has not been dealt with, also those whose time is over.
    package func unendedSilences() throws -> [Silence] {
        try database.query("SELECT * FROM silences WHERE ended_at IS NULL ORDER BY id", [], Silence.init(row:))
    }

    /// The largest id given to an alert so far; 0 without alerts.
    package func lastID() throws -> Int64 {
        try database.first("SELECT IFNULL(MAX(id), 0) AS id FROM alerts", []) { row in try row["id"] } ?? 0
    }

    /// The largest id given to a silence so far; 0 without silences.
    package func lastSilenceID() throws -> Int64 {
        try database.first("SELECT IFNULL(MAX(id), 0) AS id FROM silences", []) { row in try row["id"] } ?? 0
    }

    /// The alerts of a span of trading dates, oldest first.
    package func all(from first: CivilDate, through last: CivilDate) throws -> [AlertRecord] {
        try database.query(Self.alertSpan, [first, last], AlertRecord.init(row:)).sorted { $0.id < $1.id }
    }

    static let alertSpan = "SELECT * FROM alerts WHERE date BETWEEN ? AND ?"
}
