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
    ///
    /// - Throws: ``StoreError`` of kind `wrongTarget` when the target is the store, a file beside it, or anything but an
    ///   older copy.
    package func backup(to target: String) throws {
        try BackupTarget(path: target).check(for: path)
        let database = try readOnly(path)
        try refuseForeign(database)
        try database.backup(to: target)
    }

    /// Puts a backup in the place of the store; the replaced file is kept beside it.
    ///
    /// - Returns: the names of the replaced files, the database first, then what lay beside it; empty when there were none.
    /// - Throws: ``StoreError`` of kind `newerSchema`, `foreignFile`, `wrongTarget` or `damaged` when the backup is not fit;
    ///   `DatabaseError` of kind `busy` while a process has the store open or runs on it.
    package func restore(from backup: String, at now: Timestamp) throws -> [String] {
        if BackupTarget(path: backup).isPart(of: path) {
            throw StoreError(.wrongTarget, "\(backup): is the store itself or a file beside it; nothing was changed")
        }
        try refuseTruncated(backup)
        let source = try readOnly(backup, allowsOtherNames: true)
        try refuseForeign(source)
        // On a new machine there is no folder yet.
        try makeFolder(for: path)
        let locks = try lockOut()
        defer { for lock in locks { lock.release() } }
        let copy = realPath(path) + ".restoring"
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
        let kept = "\(realPath(path)).replaced-\(Self.compactTime(now))"
        return try DatabaseReplacement(path: path, newFile: copy, keptAs: kept).run(isSound: isSound)
    }

    /// Whether the present store and its log fit together, as far as SQLite can tell.
    private var isSound: Bool {
        // A store that cannot be read is not sound; why, does not matter to its replacement.
        guard FileKind(path) == .file, let report = try? check() else { return false }
        return report.problems.isEmpty
    }

    /// Keeps both processes from starting while the file is replaced, and refuses where one runs.
    private func lockOut() throws -> [InstanceLock] {
        var locks: [InstanceLock] = []
        for program in InstanceLock.programs {
            do throws(InstanceLock.Failure) {
                locks.append(try InstanceLock(program, on: path))
            } catch {
                for lock in locks { lock.release() }
                let advice = "; stop `mayak bot` and `mayak scheduler` first, nothing was changed"
                throw DatabaseError(
                    kind: error.kind == .heldByAnother ? .busy : .cannotOpen,
                    detail: error.detail + advice
                )
            }
        }
        return locks
    }

    private func readOnly(_ path: String, allowsOtherNames: Bool = false) throws -> Connection {
        var options = Connection.Options()
        options.isReadOnly = true
        options.allowsOtherNames = allowsOtherNames
        return try Connection(path: path, options: options)
    }

    private func refuseForeign(_ database: Connection) throws {
        guard try database.pragma("application_id") == Schema.applicationID else {
            throw StoreError(.foreignFile, "\(database.path): is not a store of Mayak")
        }
    }

    /// SQLite reads what is missing at the end of a file as zeros, which its check need not notice.
    private func refuseTruncated(_ path: String) throws {
        // What cannot be read is told by SQLite, in better words.
        guard let header = try? FileBytes.head(path, count: 32), header.count == 32 else { return }
        let written = Int64(header[16]) << 8 | Int64(header[17])
        let pageSize = written == 1 ? 65_536 : written
        let pages = header[28..<32].reduce(Int64(0)) { $0 << 8 | Int64($1) }
        guard header.starts(with: Array("SQLite format 3".utf8)), pageSize >= 512 else { return }
        let size = fileSize(path)
        guard size % pageSize != 0 || size < pages * pageSize else { return }
        throw StoreError(
            .damaged,
            "\(path): is cut short: \(size) bytes, \(pages) pages of \(pageSize) are said to be there; nothing was replaced"
        )
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
