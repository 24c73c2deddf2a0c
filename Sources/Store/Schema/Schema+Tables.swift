extension Schema {
    static let operations = """
        CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO counters VALUES ('alert', 0), ('calendar_revision', 0);
        CREATE TABLE heartbeats (
            process TEXT PRIMARY KEY, at INTEGER NOT NULL, detail TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE commands (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            command TEXT NOT NULL, author TEXT NOT NULL, channel TEXT NOT NULL, posted_at INTEGER NOT NULL,
            state TEXT NOT NULL, result TEXT, finished_at INTEGER
        ) STRICT;
        CREATE INDEX commands_open ON commands (state, id) WHERE state IN ('queued', 'claimed');
        """

    static let calendar = """
        CREATE TABLE calendar_statements (
            market TEXT NOT NULL, date TEXT NOT NULL, layer TEXT NOT NULL,
            kind TEXT NOT NULL, sessions TEXT, trade_date TEXT, is_confirmed INTEGER NOT NULL,
            author TEXT NOT NULL, note TEXT NOT NULL, said_at INTEGER NOT NULL,
            PRIMARY KEY (market, date, layer)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE calendar_edits (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            market TEXT NOT NULL, date TEXT NOT NULL, at INTEGER NOT NULL, author TEXT NOT NULL,
            before TEXT, after TEXT, revision INTEGER NOT NULL,
            undoes INTEGER REFERENCES calendar_edits (id),
            undone_by INTEGER REFERENCES calendar_edits (id)
        ) STRICT;
        CREATE INDEX calendar_edits_day ON calendar_edits (market, date, id);
        CREATE TABLE calendar_impacts (revision INTEGER PRIMARY KEY, impact TEXT NOT NULL) STRICT;
        """

    static let alerts = """
        CREATE TABLE alerts (
            id INTEGER PRIMARY KEY,
            rule TEXT NOT NULL, market TEXT, endpoint TEXT,
            state TEXT NOT NULL, severity TEXT NOT NULL, date TEXT NOT NULL,
            opened_at INTEGER NOT NULL, fired_at INTEGER, told_at INTEGER, closed_at INTEGER, closing TEXT,
            value REAL NOT NULL, peak REAL NOT NULL, threshold REAL NOT NULL, facts TEXT NOT NULL,
            acknowledged_by TEXT, acknowledged_at INTEGER, silenced_until INTEGER, silenced_by TEXT,
            inhibited_by INTEGER, group_id INTEGER, bad_ticks INTEGER NOT NULL, good_ticks INTEGER NOT NULL,
            flips TEXT NOT NULL, is_flapping INTEGER NOT NULL,
            reminded_at INTEGER, reminder_count INTEGER NOT NULL, escalated_at INTEGER, revision INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX alerts_date ON alerts (date, id);
        -- At most one alert per key is open.
        CREATE UNIQUE INDEX alerts_open ON alerts (rule, IFNULL(market, ''), IFNULL(endpoint, ''))
            WHERE state <> 'resolved';
        CREATE TABLE alert_events (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            alert INTEGER NOT NULL REFERENCES alerts (id), at INTEGER NOT NULL,
            from_state TEXT, to_state TEXT NOT NULL, severity TEXT NOT NULL, value REAL NOT NULL, note TEXT NOT NULL
        ) STRICT;
        CREATE INDEX alert_events_alert ON alert_events (alert, id);
        CREATE TABLE silences (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            rule TEXT, market TEXT, endpoint TEXT, created_at INTEGER NOT NULL, until INTEGER NOT NULL,
            author TEXT NOT NULL, reason TEXT NOT NULL, ended_at INTEGER
        ) STRICT;
        CREATE INDEX silences_open ON silences (until) WHERE ended_at IS NULL;
        """

    static let outbox = """
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            dedupe_key TEXT NOT NULL UNIQUE, chat TEXT NOT NULL, target TEXT NOT NULL, content TEXT NOT NULL,
            priority INTEGER NOT NULL, coalesce_key TEXT, not_before INTEGER, expires_at INTEGER,
            state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, may_be_repeat INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL, retry_at INTEGER, lease_until INTEGER, finished_at INTEGER,
            message_id INTEGER, last_error TEXT
        ) STRICT;
        CREATE INDEX outbox_lane ON outbox (chat, priority, id) WHERE state IN ('queued', 'sending');
        CREATE INDEX outbox_due ON outbox (priority, id) WHERE state = 'queued';
        CREATE INDEX outbox_coalesce ON outbox (coalesce_key) WHERE state = 'queued';
        CREATE INDEX outbox_state ON outbox (state, id);
        CREATE TABLE living_messages (
            alert INTEGER NOT NULL, chat INTEGER NOT NULL, message INTEGER NOT NULL, is_repeat INTEGER NOT NULL,
            PRIMARY KEY (alert, chat)
        ) STRICT, WITHOUT ROWID;
        """

    static let jobs = """
        CREATE TABLE job_plans (
            id TEXT PRIMARY KEY, trigger TEXT NOT NULL, function TEXT NOT NULL, next_run INTEGER,
            zone TEXT NOT NULL, is_paused INTEGER NOT NULL, position INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE job_runs (
            job TEXT NOT NULL, nominal INTEGER NOT NULL, outcome TEXT NOT NULL,
            claimed_at INTEGER NOT NULL, finished_at INTEGER, detail TEXT NOT NULL,
            PRIMARY KEY (job, nominal)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX job_runs_nominal ON job_runs (nominal);
        CREATE TABLE high_water (job TEXT PRIMARY KEY, nominal INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """

    static let feeds = """
        CREATE TABLE slots (
            market TEXT NOT NULL, endpoint TEXT NOT NULL, date TEXT NOT NULL, label TEXT NOT NULL,
            systime INTEGER NOT NULL, received_at INTEGER NOT NULL,
            row_count INTEGER NOT NULL, secid_count INTEGER NOT NULL,
            PRIMARY KEY (market, endpoint, date, label)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE slot_secids (
            market TEXT NOT NULL, endpoint TEXT NOT NULL, date TEXT NOT NULL, label TEXT NOT NULL,
            secids TEXT NOT NULL,
            PRIMARY KEY (market, endpoint, date, label)
        ) STRICT;
        """

    static let people = """
        CREATE TABLE people (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, language TEXT
        ) STRICT;
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, object TEXT NOT NULL,
            before TEXT NOT NULL, after TEXT NOT NULL, result TEXT
        ) STRICT;
        CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
        BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
        CREATE TRIGGER audit_is_only_completed BEFORE UPDATE ON audit
        WHEN OLD.result IS NOT NULL OR NEW.result IS NULL
            OR (OLD.id, OLD.at, OLD.actor, OLD.action, OLD.object, OLD.before, OLD.after)
                IS NOT (NEW.id, NEW.at, NEW.actor, NEW.action, NEW.object, NEW.before, NEW.after)
        BEGIN SELECT RAISE(ABORT, 'audit rows are completed once and never changed'); END;
        CREATE TABLE confirmations (
            nonce TEXT PRIMARY KEY, person INTEGER NOT NULL, chat INTEGER NOT NULL, action TEXT NOT NULL,
            created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE seen_updates (id INTEGER PRIMARY KEY, seen_at INTEGER NOT NULL) STRICT;
        """

    /// What reports need of past days beside slots, alerts and runs.
    static let reports = """
        CREATE TABLE quiet_slots (
            market TEXT NOT NULL, endpoint TEXT NOT NULL, date TEXT NOT NULL, label TEXT NOT NULL,
            PRIMARY KEY (market, endpoint, date, label)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE hi2_checks (
            date TEXT NOT NULL, market TEXT NOT NULL, is_present INTEGER, note TEXT NOT NULL,
            checked_at INTEGER NOT NULL, PRIMARY KEY (date, market)
        ) STRICT, WITHOUT ROWID;
        """
}
