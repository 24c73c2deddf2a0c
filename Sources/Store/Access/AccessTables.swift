import Market
import Platform

extension TableGroup {
    static let access = TableGroup(
        retention: [
            Retention(sql: "DELETE FROM access_keys WHERE expires_at < ?", bound: .instant),
            Retention(sql: "DELETE FROM named_requests WHERE begun_at < ?", bound: .instant),
            Retention(sql: "DELETE FROM access_uses WHERE at < ?", bound: .instant),
        ],
        clock: ClockMend(
            farthest: [
                "SELECT MAX(created_at) AS at FROM access_keys", "SELECT MAX(begun_at) AS at FROM named_requests",
            ],
            rows: [
                // A key stays good for as long as it was meant to.
                "UPDATE access_keys SET expires_at = ?1 + (expires_at - created_at), created_at = ?1 WHERE created_at > ?1"
            ],
            instants: [
                ("access_keys", ["used_at", "revoked_at"]), ("named_requests", ["begun_at"]), ("access_uses", ["at"]),
            ]
        )
    )
}

extension Schema {
    /// Keys to the web side, requests with a name of their own, and the order in which runs ended.
    static let access = """
        CREATE TABLE access_keys (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL, digest TEXT NOT NULL UNIQUE, person INTEGER NOT NULL, role TEXT NOT NULL,
            label TEXT NOT NULL, author TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
            used_at INTEGER, revoked_at INTEGER
        ) STRICT;
        CREATE INDEX access_keys_person ON access_keys (person);
        CREATE TABLE named_requests (
            person INTEGER NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, begun_at INTEGER NOT NULL,
            status INTEGER, body TEXT,
            PRIMARY KEY (person, name)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX job_runs_finished ON job_runs (finished_at) WHERE finished_at IS NOT NULL;
        """
}

extension Schema {
    /// When each key last opened something.
    static let accessUses = """
        CREATE TABLE access_uses (key INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;
        """
}

extension AccessKey.Kind: SQLConvertible {}
