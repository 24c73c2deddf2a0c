extension Schema {
    /// What was begun by a process that then died is counted, so that it is not begun for ever.
    ///
    /// `outbox.crashes`: 0, 1 where a process died while it was sending, 2 while such a message is drawn again.
    static let attempts = """
        ALTER TABLE commands ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE outbox ADD COLUMN crashes INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE work_attempts (
            kind TEXT NOT NULL, item TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (kind, item)
        ) STRICT, WITHOUT ROWID;
        """
}
