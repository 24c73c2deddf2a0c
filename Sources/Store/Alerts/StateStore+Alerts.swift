package import Market
import Platform

extension StateStore {
    /// A number for a new alert; never given twice, so an unused one leaves a gap.
    package func reserveAlertID() throws -> Int64 {
        try write { try $0.raiseCounter("alert") }
    }

    /// The alerts that are not over, oldest first.
    package func openAlerts() throws -> [AlertRecord] {
        try database.query("SELECT * FROM alerts WHERE state <> 'resolved' ORDER BY id", [], AlertRecord.init(row:))
    }

    package func alert(_ id: Int64) throws -> AlertRecord? {
        try database.first("SELECT * FROM alerts WHERE id = ?", [id], AlertRecord.init(row:))
    }

    /// The alerts of one trading date, oldest first.
    package func alerts(on date: CivilDate) throws -> [AlertRecord] {
        try database.query("SELECT * FROM alerts WHERE date = ? ORDER BY id", [date], AlertRecord.init(row:))
    }

    /// The latest alerts of any date, newest first.
    package func alerts(limit: Int) throws -> [AlertRecord] {
        try database.query("SELECT * FROM alerts ORDER BY id DESC LIMIT ?", [limit], AlertRecord.init(row:))
    }

    /// Every change of state or severity of one alert, oldest first.
    package func alertEvents(_ id: Int64) throws -> [AlertEvent] {
        try database.query("SELECT * FROM alert_events WHERE alert = ? ORDER BY id", [id]) { row in
            AlertEvent(
                id: try row["id"],
                alert: try row["alert"],
                at: try row["at"],
                from: try row["from_state"],
                to: try row["to_state"],
                severity: try row["severity"],
                value: try row["value"],
                note: try row["note"]
            )
        }
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
}

extension Connection {
    /// Inserts or replaces an alert, and logs its change of state or severity.
    func save(_ alert: AlertRecord, at now: Timestamp) throws {
        precondition(alert.id > 0, "an alert needs a number from reserveAlertID()")
        let earlier = try first("SELECT state, severity FROM alerts WHERE id = ?", [alert.id]) { row in
            (state: try row["state"] as AlertState, severity: try row["severity"] as AlertSeverity)
        }
        try execute(Self.saveAlert, try alert.values)
        guard earlier?.state != alert.state || earlier?.severity != alert.severity else { return }
        let note =
            switch alert.state {
            case .acknowledged: alert.acknowledgedBy ?? ""
            case .resolved: alert.closing?.rawValue ?? ""
            case .pending, .firing, .recovering: ""
            }
        try execute(
            """
            INSERT INTO alert_events (alert, at, from_state, to_state, severity, value, note)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [alert.id, now, earlier?.state, alert.state, alert.severity, alert.value, note]
        )
    }

    /// Inserts a silence with id 0 and replaces any other; returns its id.
    func save(_ silence: Silence) throws -> Int64 {
        let values: [any SQLConvertible] = [
            silence.id == 0 ? nil : silence.id as Int64?, silence.rule, silence.market, silence.endpoint,
            silence.createdAt, silence.until, silence.author, silence.reason, silence.endedAt,
        ]
        try execute(
            """
            INSERT INTO silences (id, rule, market, endpoint, created_at, until, author, reason, ended_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET rule = excluded.rule, market = excluded.market,
                endpoint = excluded.endpoint, created_at = excluded.created_at, until = excluded.until,
                author = excluded.author, reason = excluded.reason, ended_at = excluded.ended_at
            """,
            values
        )
        return silence.id == 0 ? try lastInsertID : silence.id
    }

    private static let saveAlert: String = {
        let assignments = AlertRecord.columns.dropFirst().map { "\($0) = excluded.\($0)" }
        let places = AlertRecord.columns.map { _ in "?" }
        return """
            INSERT INTO alerts (\(AlertRecord.columns.joined(separator: ", ")))
            VALUES (\(places.joined(separator: ", ")))
            ON CONFLICT (id) DO UPDATE SET \(assignments.joined(separator: ", "))
            """
    }()
}
