import Market
import Platform

extension TableGroup {
    static let people = TableGroup(
        part: PeopleWrites.self,
        retention: [
            Retention(sql: "DELETE FROM confirmations WHERE expires_at < ?", bound: .instant),
            Retention(sql: "DELETE FROM refusals WHERE since < ?", bound: .instant),
        ],
        clock: ClockMend(
            farthest: [
                "SELECT MAX(created_at) AS at FROM confirmations", "SELECT MAX(created_at) AS at FROM invitations",
                "SELECT MAX(since) AS at FROM refusals",
            ],
            rows: [
                // What was asked under a wrong clock is asked again; a code stays good for as long as it was meant to.
                "UPDATE confirmations SET expires_at = ?1, created_at = ?1 WHERE created_at > ?1",
                "UPDATE invitations SET expires_at = ?1 + (expires_at - created_at), created_at = ?1 WHERE created_at > ?1",
            ],
            instants: [
                ("confirmations", ["used_at"]), ("approvals", ["at"]), ("invitations", ["used_at", "withdrawn_at"]),
                ("refusals", ["since", "reported_at"]), ("group_roles", ["checked_at"]),
            ]
        )
    )
}

extension Schema {
    static let people = """
        CREATE TABLE people (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, language TEXT
        ) STRICT;
        CREATE TABLE confirmations (
            nonce TEXT PRIMARY KEY, person INTEGER NOT NULL, chat INTEGER NOT NULL, action TEXT NOT NULL,
            created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER
        ) STRICT, WITHOUT ROWID;
        """
}

/// Questions and counts of refused attempts in a batch.
package struct PeopleWrites: BatchPart {
    package var confirmations: [Confirmation] = []
    /// Replaced by person and kind.
    package var refusals: [RefusedAttempts] = []
    /// Who is on call from now on.
    package var duties: [DutyChange] = []

    func write(to database: Connection, at now: Timestamp, receipt: inout StoreReceipt) throws {
        for confirmation in confirmations { try database.save(confirmation) }
        for attempts in refusals { try database.save(attempts) }
        for change in duties { try database.save(change) }
    }
}

extension StoreBatch {
    /// Questions and counts of refused attempts.
    package var people: PeopleWrites {
        get { self[PeopleWrites.self] }
        _modify { yield &self[PeopleWrites.self] }
    }
}
