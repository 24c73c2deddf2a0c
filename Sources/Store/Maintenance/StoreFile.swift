package import Market
import Platform

/// A store as a file: what `mayak db` checks, copies and puts back, without opening it as a ``StateStore``.
package struct StoreFile: Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// Reads the whole file and says what it holds and what is wrong with it.
    ///
    /// - Throws: `DatabaseError` when it cannot be read at all, ``StoreError`` of kind `foreignFile`.
    package func check() throws -> StoreReport {
        let database = try readOnly(path)
        try refuseForeign(database)
        let names = try database.query(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name"
        ) { row in try row["name"] as String }
        let tables = try names.map { name in
            let count = try database.first("SELECT COUNT(*) AS count FROM \"\(name)\"") { row in
                try row["count"] as Int
            }
            return StoreReport.Table(name: name, rows: count ?? 0)
        }
        let version = Int(try database.pragma("user_version"))
        var problems = try database.problems()
        if version > Schema.version {
            problems.append("schema version \(version) is newer than this mayak, which knows up to \(Schema.version)")
        }
        return StoreReport(
            path: path,
            schemaVersion: version,
            knownSchemaVersion: Schema.version,
            sqliteVersion: Connection.libraryVersion,
            fileBytes: fileSize(path),
            walBytes: database.walSize,
            tables: tables,
            problems: problems
        )
    }

    /// Writes a consistent copy while the processes go on; an older copy is replaced when the new one is whole.
    package func backup(to target: String) throws {
        let database = try readOnly(path)
        try refuseForeign(database)
        try database.backup(to: target)
    }

    /// Puts a backup in the place of the store; the replaced file is kept beside it.
    ///
    /// - Returns: the name of the replaced file; nil when there was none.
    /// - Throws: ``StoreError`` of kind `newerSchema`, `foreignFile` or `damaged` when the backup is not fit;
    ///   `DatabaseError` of kind `busy` while a process has the store open.
    package func restore(from backup: String, at now: Timestamp) throws -> String? {
        let copy = path + ".restoring"
        let source = try readOnly(backup)
        try refuseForeign(source)
        try source.backup(to: copy)
        defer { removeFile(copy) }
        let report = try StoreFile(path: copy).check()
        guard report.schemaVersion <= report.knownSchemaVersion else {
            throw StoreError(
                .newerSchema,
                "\(backup): has schema version \(report.schemaVersion), this mayak knows up to \(Schema.version); "
                    + "restore it with the newer mayak"
            )
        }
        guard report.problems.isEmpty else {
            throw StoreError(.damaged, "\(backup): is damaged, nothing was replaced: \(report.problems[0])")
        }
        let kept = "\(path).replaced-\(Self.compactTime(now))"
        return try DatabaseReplacement(path: path, newFile: copy, keptAs: kept).run() ? kept : nil
    }

    private func readOnly(_ path: String) throws -> Connection {
        var options = Connection.Options()
        options.isReadOnly = true
        return try Connection(path: path, options: options)
    }

    private func refuseForeign(_ database: Connection) throws {
        guard try database.pragma("application_id") == Schema.applicationID else {
            throw StoreError(.foreignFile, "\(database.path): is not a store of Mayak")
        }
    }

    /// `20261120T065500.000Z`: sorts by time and suits every file system.
    package static func compactTime(_ now: Timestamp) -> String {
        RFC3339.text(now).filter { $0 != "-" && $0 != ":" }
    }
}

/// What `mayak db check` found.
package struct StoreReport: Hashable, Codable, Sendable {
    package struct Table: Hashable, Codable, Sendable {
        package let name: String
        package let rows: Int
    }

    package let path: String
    package let schemaVersion: Int
    package let knownSchemaVersion: Int
    package let sqliteVersion: String
    package let fileBytes: Int64
    /// Not yet moved into the file; a copy of the file alone would lose it.
    package let walBytes: Int64
    package let tables: [Table]
    /// Empty when all is well.
    package let problems: [String]
}
