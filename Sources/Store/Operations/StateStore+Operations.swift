import Market
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
            "SELECT key, value FROM settings WHERE key >= ?1 AND key < ?1 || char(0x10FFFF) ORDER BY key",
            [prefix]
        ) { row in (try row["key"], try row["value"]) }
    }

    /// Signs that a process is alive now, or ends now because somebody wanted that.
    package func heartbeat(_ process: ProcessName, _ state: ProcessState = .running, detail: String = "") throws {
        let now = clock.now
        // After a loss of power nobody asks whether a process lived before.
        try write(.ordered) { database in
            try database.execute(
                """
                INSERT INTO heartbeats (process, state, at, detail) VALUES (?, ?, ?, ?)
                ON CONFLICT (process) DO UPDATE SET state = excluded.state, at = excluded.at, detail = excluded.detail
                """,
                [process, state, now, StoredWords.line(detail)]
            )
        }
    }

    /// The last sign of life of each process that ever gave one, sorted by name.
    package func heartbeats() throws -> [Heartbeat] {
        try database.query("SELECT * FROM heartbeats ORDER BY process") { row in
            Heartbeat(
                process: try row["process"],
                state: try row["state"],
                at: try row["at"],
                detail: try row["detail"]
            )
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
