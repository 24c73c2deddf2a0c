extension Schema {
    /// What chats wait for, a row each, so that it is written with the command or the edit that it waits for.
    ///
    /// Before, all of it was one JSON text in `settings`.
    static let followUps = """
        CREATE TABLE follow_ups (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            command INTEGER,
            audit INTEGER,
            revision INTEGER,
            answer INTEGER,
            chat INTEGER NOT NULL,
            message INTEGER NOT NULL,
            has_screen INTEGER NOT NULL,
            deadline INTEGER NOT NULL,
            is_overdue INTEGER NOT NULL DEFAULT 0,
            content TEXT NOT NULL,
            CHECK ((command IS NULL) <> (revision IS NULL))
        ) STRICT;
        INSERT INTO follow_ups
            (key, command, audit, revision, answer, chat, message, has_screen, deadline, is_overdue, content)
        SELECT json_extract(value, '$.key'), json_extract(value, '$.subject.command.id'),
            json_extract(value, '$.subject.command.audit'), json_extract(value, '$.subject.impact.revision'),
            json_extract(value, '$.answer.outbox'), json_extract(value, '$.chat'), json_extract(value, '$.message'),
            json_extract(value, '$.screen') IS NOT NULL, json_extract(value, '$.deadline'),
            json_extract(value, '$.isOverdue'),
            json_object('thread', json_extract(value, '$.thread'), 'language', json_extract(value, '$.language'),
                'saysSuccess',
                json(CASE json_extract(value, '$.subject.command.saysSuccess') WHEN 1 THEN 'true' ELSE 'false' END),
                'screen', json_extract(value, '$.screen'), 'job', json_extract(value, '$.answer.job'),
                'toldAt', json_extract(value, '$.answer.toldAt'))
        FROM (SELECT each.value FROM settings,
                json_each(CASE WHEN json_valid(settings.value) THEN settings.value ELSE '[]' END) AS each
            WHERE settings.key = 'bot.follow_ups')
        WHERE (json_extract(value, '$.subject.command.id') IS NULL)
            <> (json_extract(value, '$.subject.impact.revision') IS NULL);
        DELETE FROM settings WHERE key = 'bot.follow_ups';
        """
}
