package import Market
import Platform

extension StateStore {
    /// nil when the key was never set, or removed.
    package func setting(_ key: String) throws -> String? {
        try database.first("SELECT value FROM settings WHERE key = ?", [key]) { row in try row["value"] }
    }

    /// nil removes the key.
    package func setSetting(_ key: String, _ value: String?) throws {
        try write { try $0.saveSetting(key, value) }
    }

    /// All settings whose key starts so, sorted by key.
    package func settings(prefix: String) throws -> [(key: String, value: String)] {
        try database.query(
            "SELECT key, value FROM settings WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key",
            [prefix]
        ) { row in (try row["key"], try row["value"]) }
    }

    /// Signs that a process is alive now.
    package func heartbeat(_ process: ProcessName, detail: String = "") throws {
        let now = clock.now
        try write { database in
            try database.execute(
                """
                INSERT INTO heartbeats (process, at, detail) VALUES (?, ?, ?)
                ON CONFLICT (process) DO UPDATE SET at = excluded.at, detail = excluded.detail
                """,
                [process, now, detail]
            )
        }
    }

    /// The last sign of life of each process that ever gave one, sorted by name.
    package func heartbeats() throws -> [Heartbeat] {
        try database.query("SELECT * FROM heartbeats ORDER BY process") { row in
            Heartbeat(process: try row["process"], at: try row["at"], detail: try row["detail"])
        }
    }

    /// Removes what nobody asks for any more.
    ///
    /// That is slots, secids, runs, finished outbox rows (with their keys) and commands, seen updates, confirmations
    /// and counts of refused attempts. Alerts, calendar history, invitations and audit stay.
    ///
    /// - Parameter cutoff: older things go.
    /// - Returns: the number of rows removed.
    @discardableResult
    package func prune(before cutoff: Timestamp) throws -> Int {
        let date = MoscowTime.date(of: cutoff)
        let rules: [(sql: String, bound: any SQLConvertible)] = [
            ("DELETE FROM slots WHERE date < ?", date),
            ("DELETE FROM slot_secids WHERE date < ?", date),
            ("DELETE FROM quiet_slots WHERE date < ?", date),
            ("DELETE FROM hi2_checks WHERE date < ?", date),
            ("DELETE FROM job_runs WHERE nominal < ? AND outcome <> 'running'", cutoff),
            ("DELETE FROM outbox WHERE finished_at < ? AND state IN ('sent', 'dead', 'dropped')", cutoff),
            ("DELETE FROM commands WHERE finished_at < ?", cutoff),
            ("DELETE FROM seen_updates WHERE seen_at < ?", cutoff),
            ("DELETE FROM confirmations WHERE expires_at < ?", cutoff),
            ("DELETE FROM refusals WHERE since < ?", cutoff),
            ("DELETE FROM living_messages WHERE alert IN (SELECT id FROM alerts WHERE closed_at < ?)", cutoff),
        ]
        // One transaction each, so that no writer waits for all of it.
        return try rules.reduce(0) { count, rule in
            try count + write { try $0.execute(rule.sql, [rule.bound]) }
        }
    }
}

extension Connection {
    func saveSetting(_ key: String, _ value: String?) throws {
        guard let value else {
            try execute("DELETE FROM settings WHERE key = ?", [key])
            return
        }
        try execute(
            """
            INSERT INTO settings (key, value) VALUES (?, ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
            """,
            [key, value]
        )
    }

    /// The next number of a counter, within the running transaction.
    func raiseCounter(_ name: String) throws -> Int64 {
        let value: Int64? = try first("UPDATE counters SET value = value + 1 WHERE name = ? RETURNING value", [name]) {
            row in try row["value"]
        }
        guard let value else { throw StoreError(.damaged, "\(path): counter \(name) is missing") }
        return value
    }
}
