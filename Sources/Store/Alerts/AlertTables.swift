import Market
import Platform

extension TableGroup {
    static let alerts = TableGroup(
        part: AlertWrites.self,
        clock: ClockMend(
            farthest: [
                "SELECT MAX(created_at) AS at FROM silences WHERE ended_at IS NULL",
                """
                SELECT MAX(MAX(opened_at, IFNULL(told_at, 0), IFNULL(reminded_at, 0), IFNULL(acknowledged_at, 0),
                    IFNULL(escalated_at, 0))) AS at FROM alerts WHERE state <> 'resolved'
                """,
                "SELECT MAX(closed_at) AS at FROM alerts WHERE id > (SELECT MAX(id) - 50 FROM alerts)",
            ],
            rows: [
                """
                UPDATE silences SET until = ?1 + (until - created_at), created_at = ?1
                WHERE created_at > ?1 AND ended_at IS NULL
                """,
                """
                UPDATE alerts SET flips = '[]', is_flapping = 0
                WHERE EXISTS (SELECT 1 FROM json_each(flips) WHERE value > ?1)
                """,
                """
                UPDATE alerts SET silenced_until = (
                    SELECT MAX(until) FROM silences WHERE ended_at IS NULL AND until > ?1
                        AND IFNULL(rule, alerts.rule) = alerts.rule
                        AND IFNULL(market, IFNULL(alerts.market, '')) = IFNULL(alerts.market, '')
                        AND IFNULL(endpoint, IFNULL(alerts.endpoint, '')) = IFNULL(alerts.endpoint, '')
                ) WHERE silenced_until > ?1 AND state <> 'resolved'
                """,
            ],
            instants: [
                ("silences", ["ended_at"]),
                (
                    "alerts",
                    [
                        "opened_at", "fired_at", "told_at", "closed_at", "acknowledged_at", "reminded_at",
                        "escalated_at",
                    ]
                ),
                ("alert_events", ["at"]),
            ],
            futureDays: ["UPDATE alerts SET date = ?1 WHERE date > ?1"]
        )
    )
}

extension Schema {
    static let alerts = """
        CREATE TABLE alerts (
            id INTEGER PRIMARY KEY,
            rule TEXT NOT NULL, market TEXT, endpoint TEXT,
            state TEXT NOT NULL, severity TEXT NOT NULL, date TEXT NOT NULL,
            opened_at INTEGER NOT NULL, fired_at INTEGER, told_at INTEGER, closed_at INTEGER, closing TEXT,
            value REAL NOT NULL, peak REAL NOT NULL, threshold REAL NOT NULL, facts TEXT NOT NULL,
            acknowledged_by TEXT, acknowledged_at INTEGER, silenced_until INTEGER, silenced_by TEXT,
            inhibited_by INTEGER, group_id INTEGER, bad_ticks INTEGER NOT NULL, good_ticks INTEGER NOT NULL,
            flips TEXT NOT NULL, is_flapping INTEGER NOT NULL,
            reminded_at INTEGER, reminder_count INTEGER NOT NULL, escalated_at INTEGER, revision INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX alerts_date ON alerts (date, id);
        -- At most one alert per key is open.
        CREATE UNIQUE INDEX alerts_open ON alerts (rule, IFNULL(market, ''), IFNULL(endpoint, ''))
            WHERE state <> 'resolved';
        CREATE TABLE alert_events (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            alert INTEGER NOT NULL REFERENCES alerts (id), at INTEGER NOT NULL,
            from_state TEXT, to_state TEXT NOT NULL, severity TEXT NOT NULL, value REAL NOT NULL, note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX alert_events_alert ON alert_events (alert, id);
        CREATE TABLE silences (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            rule TEXT, market TEXT, endpoint TEXT, created_at INTEGER NOT NULL, until INTEGER NOT NULL,
            author TEXT NOT NULL, reason TEXT NOT NULL, ended_at INTEGER
        ) STRICT;
        CREATE INDEX silences_open ON silences (until) WHERE ended_at IS NULL;
        """
}

/// Alerts and silences in a batch.
package struct AlertWrites: BatchPart {
    /// Inserted or replaced by id; every change of state or severity also becomes an `AlertEvent`.
    package var records: [AlertRecord] = []
    /// Id 0 is a new silence, any other replaces that one.
    package var silences: [Silence] = []

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        // The closed ones first, because only one alert of a key may be open.
        for alert in records where !alert.state.isOpen { try database.save(alert, at: now) }
        for alert in records where alert.state.isOpen { try database.save(alert, at: now) }
        for silence in silences { receipt.silences.append(try database.save(silence)) }
    }
}

extension StoreBatch {
    /// Alerts and silences.
    package var alerts: AlertWrites {
        get { self[AlertWrites.self] }
        _modify { yield &self[AlertWrites.self] }
    }
}
