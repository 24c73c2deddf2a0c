import CSQLite
import Glibc

extension Connection {
    /// Writes a consistent copy to one file, taking the place of an older one only when the copy is complete.
    ///
    /// Uses SQLite's backup API: what is still in the WAL is in the copy, and writers are not held up.
    ///
    /// - Parameter scrub: a statement that takes secrets out of the copy before it gets its name.
    /// - Throws: ``DatabaseError`` of kind `cannotOpen`, `full`, `readOnly` or `damaged`; an older copy then stays.
    package func backup(to target: String, scrub: String? = nil) throws {
        let partial = "\(target).partial-\(getpid())"
        defer { unlink(partial) }
        try copy(to: partial, scrub: scrub)
        guard rename(partial, target) == 0 else {
            let reason = String(cString: strerror(errno))
            throw DatabaseError(kind: .cannotOpen, detail: "\(target): \(reason)")
        }
        try syncFolder(of: target)
    }

    private func copy(to target: String, scrub: String?) throws {
        unlink(target)
        PrivateFile.make(target)
        let copy = try RawDatabase(path: target)
        guard let backup = sqlite3_backup_init(copy.handle, "main", try handle, "main") else {
            throw copy.error(sqlite3_errcode(copy.handle))
        }
        // All pages in one step: one read snapshot, which in WAL mode holds nobody up.
        let code = sqlite3_backup_step(backup, -1)
        sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE else { throw copy.error(code) }
        // The copy says "WAL" in its header; as one file it can be carried anywhere.
        let mode = sqlite3_exec(copy.handle, "PRAGMA journal_mode = DELETE", nil, nil, nil)
        guard mode == SQLITE_OK else { throw copy.error(mode) }
        guard let scrub else { return }
        let before = sqlite3_total_changes64(copy.handle)
        let scrubbed = sqlite3_exec(copy.handle, scrub, nil, nil, nil)
        guard scrubbed == SQLITE_OK else { throw copy.error(scrubbed) }
        guard sqlite3_total_changes64(copy.handle) > before else { return }
        // Free pages may still hold what the rows no longer do.
        let rewritten = sqlite3_exec(copy.handle, "VACUUM", nil, nil, nil)
        guard rewritten == SQLITE_OK else { throw copy.error(rewritten) }
    }
}

/// The target of a backup: a bare database without our pragmas.
private struct RawDatabase: ~Copyable {
    let handle: OpaquePointer
    private let path: String

    init(path: String) throws(DatabaseError) {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(
            path,
            &handle,
            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
            nil
        )
        guard code == SQLITE_OK, let handle else {
            sqlite3_close_v2(handle)
            throw DatabaseError(code: code, message: String(cString: sqlite3_errstr(code)), path: path, sql: nil)
        }
        self.handle = handle
        self.path = path
    }

    deinit {
        sqlite3_close_v2(handle)
    }

    borrowing func error(_ code: Int32) -> DatabaseError {
        DatabaseError(code: code, message: String(cString: sqlite3_errstr(code)), path: path, sql: nil)
    }
}
