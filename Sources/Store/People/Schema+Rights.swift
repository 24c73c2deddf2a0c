extension Schema {
    /// Rights are judged when an effect happens: who asked is kept as a number, what a person lost is remembered, and no
    /// code stands in the outbox.
    ///
    /// Questions that are open at the moment of the upgrade are given up: nobody knows which right they need.
    static let rights = """
        CREATE TABLE rights_losses (
            person INTEGER PRIMARY KEY, at INTEGER NOT NULL,
            invitation INTEGER NOT NULL, outbox INTEGER NOT NULL, command INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE invitations_by_number (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            -- NULL until a code has been sent.
            digest TEXT UNIQUE, role TEXT NOT NULL, creator INTEGER, author TEXT NOT NULL,
            created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL,
            used_by INTEGER, used_at INTEGER, withdrawn_at INTEGER
        ) STRICT;
        INSERT INTO invitations_by_number
            SELECT id, digest, role, \(signatory), author, created_at, expires_at, used_by, used_at, withdrawn_at
            FROM invitations;
        DROP TABLE invitations;
        ALTER TABLE invitations_by_number RENAME TO invitations;

        ALTER TABLE confirmations ADD COLUMN role TEXT NOT NULL DEFAULT 'admin';
        ALTER TABLE confirmations ADD COLUMN subject INTEGER;
        ALTER TABLE confirmations ADD COLUMN withdrawn_at INTEGER;
        UPDATE confirmations SET used_at = expires_at, withdrawn_at = expires_at WHERE used_at IS NULL;

        ALTER TABLE commands ADD COLUMN person INTEGER;
        UPDATE commands SET person = \(signatory) WHERE channel = 'telegram' AND state IN ('queued', 'claimed');

        UPDATE outbox SET content = '{"invitation":{"id":' || CAST(substr(dedupe_key, 12) AS INTEGER) || '}}'
            WHERE \(codeMessages);
        INSERT OR REPLACE INTO meta SELECT '\(purgeKey)', 'codes' WHERE changes() > 0;
        """

    /// For the copy that is kept of an older store: it is read by the older version, and tells nobody a code.
    static let codeScrub = """
        UPDATE outbox SET content = '{"text":{"_0":{"html":"🔑 …","isSilent":true,"keyboard":[]}}}' WHERE \(codeMessages);
        """

    /// The row of `meta` that asks for what was deleted to be overwritten in the file too.
    static let purgeKey = "purge"

    private static let codeMessages = "dedupe_key GLOB 'invitation:[0-9]*'"

    /// `Иван (42)` is 42, `cli root` nobody.
    private static let signatory = """
        CASE WHEN author GLOB '*([0-9]*)'
            THEN CAST(rtrim(substr(author, length(rtrim(author, '0123456789)')) + 1), ')') AS INTEGER) END
        """
}
