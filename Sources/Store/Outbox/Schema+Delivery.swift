extension Schema {
    /// What a claim asks of every waiting message, without reading any: whether it is an upload, when it expires, when it
    /// may be tried.
    static let delivery = """
        ALTER TABLE outbox ADD COLUMN is_upload INTEGER NOT NULL DEFAULT 0;
        UPDATE outbox SET is_upload = 1 WHERE state IN ('queued', 'sending') AND EXISTS (
            SELECT 1 FROM json_each(CASE WHEN json_valid(content) THEN content ELSE '{}' END)
            WHERE key IN ('delayPlots', 'plot', 'plotFiles'));
        CREATE INDEX outbox_expiry ON outbox (expires_at) WHERE state = 'queued' AND expires_at IS NOT NULL;
        CREATE INDEX outbox_wait ON outbox (MAX(IFNULL(not_before, 0), IFNULL(retry_at, 0))) WHERE state = 'queued';
        """

    static let lostAnswers = """
        ALTER TABLE outbox ADD COLUMN lost_answers INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE living_messages ADD COLUMN reminder INTEGER;
        """
}
