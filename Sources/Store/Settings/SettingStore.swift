package import Market
import Platform

/// Values by name: what people have chosen, and what a process is to remember.
package actor SettingStore: StoreTopic {
    package nonisolated let core: StoreCore

    init(_ core: StoreCore) {
        self.core = core
    }

    /// nil when the key was never set, or removed.
    package func value(_ key: String) throws -> String? {
        try database.setting(key)
    }

    /// A span that is kept in whole minutes; nil also where something else is kept.
    package func minutes(_ key: String) throws -> Duration? {
        try value(key).flatMap { Int($0) }.map { .minutes($0) }
    }

    /// A time that is kept in milliseconds of Unix time; nil also where something else is kept.
    package func instant(_ key: String) throws -> Timestamp? {
        try value(key).flatMap { Int64($0) }.map(Timestamp.init(milliseconds:))
    }

    /// nil removes the key.
    package func set(_ key: String, _ value: String?) throws {
        try write { try $0.saveSetting(key, value) }
    }

    /// All settings whose key starts so, sorted by key.
    package func all(prefix: String) throws -> [(key: String, value: String)] {
        try database.query(
            "SELECT key, value FROM settings WHERE key >= ?1 AND key < ?1 || char(0x10FFFF) ORDER BY key",
            [prefix]
        ) { row in (try row["key"], try row["value"]) }
    }
}

extension Connection {
    func setting(_ key: String) throws -> String? {
        try first("SELECT value FROM settings WHERE key = ?", [key]) { row in try row["value"] }
    }

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
