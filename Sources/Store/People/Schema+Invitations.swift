extension Schema {
    /// People come in by a one-time code, others approve what they ask for, and refused attempts are counted.
    static let invitations = """
        CREATE TABLE invitations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            digest TEXT NOT NULL UNIQUE, role TEXT NOT NULL, author TEXT NOT NULL,
            created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
            used_by INTEGER, used_at INTEGER, withdrawn_at INTEGER
        ) STRICT;
        ALTER TABLE confirmations ADD COLUMN approvers INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE approvals (
            nonce TEXT NOT NULL REFERENCES confirmations (nonce) ON DELETE CASCADE,
            person INTEGER NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL,
            PRIMARY KEY (nonce, person)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE refusals (
            person INTEGER NOT NULL, kind TEXT NOT NULL, count INTEGER NOT NULL,
            since INTEGER NOT NULL, reported_at INTEGER,
            PRIMARY KEY (person, kind)
        ) STRICT, WITHOUT ROWID;
        """
}
