import Market
import Platform

/// Brings a file to the present schema, or refuses it.
struct Migration {
    let database: Connection
    let now: Timestamp
    let log: Log
    /// The steps to take; tests pass more than there are.
    var steps = Schema.steps

    func run() throws {
        let found = try version()
        try database.useWAL()
        guard found < steps.count else { return purge() }
        try database.transaction {
            // Another process may have migrated while we waited for the lock.
            let present = try version()
            guard present < steps.count else { return }
            if present > 0 { try saveCopy(of: present) }
            try keepNames(of: steps.prefix(present))
            let taken = try takenSteps()
            let missing = steps.filter { !taken.contains($0.name) }
            for step in missing { try database.script(step.sql) }
            if present == 0 {
                try database.script("PRAGMA application_id = \(Schema.applicationID)")
                try database.execute("INSERT INTO meta VALUES ('created_at', ?)", [RFC3339.text(now)])
            }
            try keepNames(of: missing[...])
            // Transactional, so a crash leaves either the old shape or the new one.
            try database.script("PRAGMA user_version = \(steps.count)")
        }
        purge()
    }

    /// Notes steps as taken; those of files from before names were kept are known by their number.
    private func keepNames(of steps: ArraySlice<Schema.Step>) throws {
        try database.script(
            """
            CREATE TABLE IF NOT EXISTS migrations (
                name TEXT PRIMARY KEY, at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """
        )
        for step in steps {
            try database.execute("INSERT OR IGNORE INTO migrations (name, at) VALUES (?, ?)", [step.name, now])
        }
    }

    private func takenSteps() throws -> Set<String> {
        Set(try database.query("SELECT name FROM migrations") { row in try row["name"] as String })
    }

    /// Overwrites in the file what a migration took out of the rows, where one did; tried again at the next opening.
    private func purge() {
        do {
            let isAsked = try database.first("SELECT 1 AS one FROM meta WHERE key = ?", [Schema.purgeKey]) { _ in true }
            guard isAsked == true else { return }
            try database.vacuum()
            guard try database.checkpoint()?.isComplete == true else { return }
            try database.transaction {
                _ = try database.execute("DELETE FROM meta WHERE key = ?", [Schema.purgeKey])
            }
            log.info("Store rewritten without what was deleted", ["path": database.path])
        } catch {
            // The store works as well with the old bytes in its free pages.
            log.warning(
                "Store not rewritten; the next start tries again",
                ["path": database.path, "error": "\(error)"]
            )
        }
    }

    /// Through a second connection, because the one that writes cannot be the source of a backup.
    private func saveCopy(of version: Int) throws {
        var options = Connection.Options()
        options.isReadOnly = true
        let copy = "\(database.path).before-v\(steps.count).bak"
        try Connection(path: database.path, options: options).backup(to: copy, scrub: Schema.codeScrub)
        log.info("Store backed up before migrating", ["path": copy, "from": "\(version)", "to": "\(steps.count)"])
    }

    /// The file's version; 0 for an empty file.
    private func version() throws -> Int {
        let version = Int(try database.pragma("user_version"))
        let application = try database.pragma("application_id")
        let tables = try database.first("SELECT COUNT(*) AS count FROM sqlite_schema") { row in
            try row["count"] as Int
        }
        guard application == Schema.applicationID || (application == 0 && tables == 0) else {
            throw StoreError(.foreignFile, "\(database.path): is the database of another program; name another file")
        }
        guard version <= steps.count else {
            throw StoreError(
                .newerSchema,
                "\(database.path): has schema version \(version), this mayak knows up to \(steps.count); "
                    + "run the newer mayak, or restore a backup made before the upgrade"
            )
        }
        return version
    }
}
