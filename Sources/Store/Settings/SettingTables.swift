import Market
import Platform

extension TableGroup {
    static let settings = TableGroup(
        part: SettingWrites.self,
        clock: ClockMend(
            farthest: ["SELECT MAX(CAST(value AS INTEGER)) AS at FROM settings WHERE \(isSessionMark)"],
            marks: ["DELETE FROM settings WHERE \(isSessionMark) AND CAST(value AS INTEGER) > ?1"],
            rows: [
                """
                UPDATE settings SET value = ?1
                WHERE key IN ('\(SettingName.schedulerSilentSince)', '\(SettingName.schedulerStopTold)')
                    AND CAST(value AS INTEGER) > ?1
                """,
                "DELETE FROM settings WHERE key = '\(SettingName.telegramHolds)' AND ?1 > 0",
                """
                DELETE FROM settings
                WHERE \(begins(SettingName.quietHeldPrefix)) AND CAST(value AS INTEGER) > ?1
                """,
            ],
            futureDays: ["DELETE FROM settings WHERE key = '\(SettingName.hi2Complete)' AND value > ?1"]
        )
    )

    private static let isSessionMark = begins(SettingName.sessionClosedPrefix)

    private static func begins(_ prefix: String) -> String {
        "key >= '\(prefix)' AND key < '\(prefix)' || char(0x10FFFF)"
    }
}

extension Schema {
    static let settings = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO counters VALUES ('alert', 0), ('calendar_revision', 0);
        """
}

/// Settings in a batch.
package struct SettingWrites: BatchPart {
    /// By name; nil removes the setting.
    package var values: [String: String?] = [:]

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        for (key, value) in values.sorted(by: { $0.key < $1.key }) { try database.saveSetting(key, value) }
    }
}

extension StoreBatch {
    /// Values by name.
    package var settings: SettingWrites {
        get { self[SettingWrites.self] }
        _modify { yield &self[SettingWrites.self] }
    }
}
