import CSQLite

extension Connection {
    /// What `integrity_check` and `foreign_key_check` complain about; empty when all is well.
    ///
    /// - Note: Reads the whole file.
    package func problems() throws -> [String] {
        let pages = try query("PRAGMA integrity_check") { row in try row["integrity_check"] as String }
            .filter { $0 != "ok" }
        let references = try query("PRAGMA foreign_key_check") { row in
            let table: String = try row["table"]
            let parent: String = try row["parent"]
            let id: Int64? = try row["rowid"]
            return "\(table) row \(id.map(String.init) ?? "?") refers to a missing row of \(parent)"
        }
        return pages + references
    }

    /// The first complaint of `quick_check`, which leaves out the indexes; nil when all is well.
    ///
    /// - Note: Reads the whole file, in a fraction of the time of ``problems()``.
    package func firstProblem() throws -> String? {
        try query("PRAGMA quick_check(1)") { row in try row["quick_check"] as String }.first { $0 != "ok" }
    }

    /// Of the file itself; unit: bytes.
    package var size: Int64 {
        fileSize(place.realPath)
    }

    /// Unit: bytes; 0 when there is none.
    package var walSize: Int64 {
        fileSize(place.wal)
    }

    /// The version of the SQLite library in use, as `3.40.1`.
    package static var libraryVersion: String { String(cString: sqlite3_libversion()) }
}
