import Market
import Platform

extension Connection {
    /// Inserts or replaces an alert, and logs its change of state or severity.
    func save(_ alert: AlertRecord, at now: Timestamp) throws {
        precondition(alert.id > 0, "an alert needs a number; the book gives them")
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
