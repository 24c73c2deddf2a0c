import Platform
package import Market

/// What the scheduler loads at start to go on where it stopped.
extension StateStore {
    /// Alerts closed at or after an instant, oldest first.
    package func alerts(closedSince start: Timestamp) throws -> [AlertRecord] {
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
    package func lastAlertID() throws -> Int64 {
        try database.first("SELECT IFNULL(MAX(id), 0) AS id FROM alerts", []) { row in try row["id"] } ?? 0
    }

    /// The largest id given to a silence so far; 0 without silences.
    package func lastSilenceID() throws -> Int64 {
        try database.first("SELECT IFNULL(MAX(id), 0) AS id FROM silences", []) { row in try row["id"] } ?? 0
    }
}
