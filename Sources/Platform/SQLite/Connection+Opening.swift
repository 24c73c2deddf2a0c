import CSQLite
import Glibc

/// What a connection's callbacks read and write; at a fixed address because they are C functions.
struct ConnectionProgress {
    /// Tries before the busy handler gives up, in about 10 s.
    static let patience: Int32 = 20_000

    /// Tries of 0.5 ms before the busy handler gives up.
    var patience = Self.patience
    /// Pages in the WAL after this connection's last commit.
    var walPages: Int32 = 0
    /// Pages at which the next checkpoint is tried.
    var checkpointAt: Int32
}

extension Connection {
    func openDatabase() throws(DatabaseError) -> OpaquePointer {
        var flags = SQLITE_OPEN_NOMUTEX | (options.isReadOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE)
        if options.createsFile && !options.isReadOnly { flags |= SQLITE_OPEN_CREATE }
        var database: OpaquePointer?
        let code = sqlite3_open_v2(place.realPath, &database, flags, nil)
        guard code == SQLITE_OK, let database else {
            let message = String(cString: sqlite3_errstr(code))
            sqlite3_close_v2(database)  // A failed open leaves a handle behind.
            throw DatabaseError(code: code, message: message, path: path, sql: nil)
        }
        sqlite3_extended_result_codes(database, 1)
        return database
    }

    func configure() throws(DatabaseError) {
        let database = try handle
        // The built-in back-off of busy_timeout starves the second writer: 75 rows a second beside one with 360,000.
        sqlite3_busy_handler(
            database,
            { context, attempt in
                guard let progress = context?.assumingMemoryBound(to: ConnectionProgress.self),
                    attempt < progress.pointee.patience
                else { return 0 }
                usleep(500)
                return 1
            },
            progress
        )
        // Closing the last connection would checkpoint without our lock.
        let code = csqlite_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        precondition(code == SQLITE_OK, "SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE exists since SQLite 3.16")
        try script("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;")
        guard !options.isReadOnly else { return }
        // What is deleted is overwritten, also where the library was built without that default.
        try script("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0; PRAGMA secure_delete = ON;")
        // What a statement may have to take back is otherwise written to a file in /var/tmp, by every commit that inserts.
        try script("PRAGMA temp_store = MEMORY")
        sqlite3_wal_hook(
            database,
            { context, _, _, pages in
                context?.assumingMemoryBound(to: ConnectionProgress.self).pointee.walPages = pages
                return SQLITE_OK
            },
            progress
        )
    }

    /// Turns the file into a WAL database for good; nothing happens when it is one already.
    ///
    /// Apart from the opening, so that the owner can look whose file it is first.
    ///
    /// - Throws: ``DatabaseError`` of kind `cannotOpen` where the file system has no shared memory, `readOnly`, `busy`.
    package func useWAL() throws(DatabaseError) {
        guard try journalMode() != "wal", let lock else { return }
        // Alone, because two that switch at once wait for each other's read lock.
        try lock.enterAlone()
        defer { lock.leaveCheckpoint() }
        try script("PRAGMA journal_mode = WAL")
        guard try journalMode() == "wal" else {
            throw DatabaseError(kind: .cannotOpen, detail: "\(path): this file system does not allow WAL mode")
        }
    }

    private func journalMode() throws(DatabaseError) -> String {
        let statement = try Statement("PRAGMA journal_mode", database: try handle, path: path)
        defer { statement.reset() }
        guard try statement.step() else { return "" }
        return String(sqlValue: statement.value("journal_mode")) ?? ""
    }
}
