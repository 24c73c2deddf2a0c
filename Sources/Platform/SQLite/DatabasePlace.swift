import Glibc

/// Where a database and the files beside it really are, and which file the path led to.
///
/// SQLite names the files beside a database after its real path, so locks of ours must do the same: under another name a
/// second bot or a checkpoint would come in.
package struct DatabasePlace: Sendable {
    /// As it was given.
    package let path: String
    package let realPath: String

    package init(_ path: String) {
        self.path = path
        realPath = Platform.realPath(path)
    }

    var wal: String { realPath + "-wal" }
    var sharedMemory: String { realPath + "-shm" }
    var journal: String { realPath + "-journal" }
    package var lockFile: String { realPath + ".lock" }

    /// The files that may lie beside a database and belong to it.
    package var companions: [String] { [wal, sharedMemory, journal, lockFile] }

    /// - Parameter refusesOtherNames: one more name of the same file is then refused: SQLite would keep a second write-ahead log
    ///   under it, and both would be lost.
    /// - Throws: ``DatabaseError`` of kind `cannotOpen` for what is no regular file.
    func check(refusesOtherNames: Bool) throws(DatabaseError) {
        var status = stat()
        guard stat(realPath, &status) == 0 else { return }
        if let refusal = FileKind(mode: status.st_mode).refusal(path) {
            throw DatabaseError(kind: .cannotOpen, detail: refusal.detail)
        }
        guard refusesOtherNames, status.st_nlink > 1 else { return }
        throw DatabaseError(
            kind: .cannotOpen,
            detail:
                "\(path): the file has \(status.st_nlink) names (hard links), and under another one it would be damaged; "
                + "remove the others (`find . -samefile \(path)`), or copy the store with `mayak db backup`"
        )
    }

    /// SQLite would silently throw away a log without its database.
    ///
    /// - Throws: ``DatabaseError`` of kind `cannotOpen`.
    func checkNoOrphanedLog() throws(DatabaseError) {
        // In this order: another process that makes the database now writes it before its log.
        guard fileSize(wal) > 0, fileSize(realPath) == 0 else { return }
        throw DatabaseError(
            kind: .cannotOpen,
            detail: "\(path): the database is gone or empty, but its write-ahead log is left in \(wal); "
                + "put the database back, or run `mayak db restore` with the latest backup, which keeps the log"
        )
    }

    /// Makes an absent database for its owner alone, and takes others' rights to an existing one away.
    func makePrivate(creates: Bool) -> [PrivateFile.Narrowing] {
        if creates { PrivateFile.make(realPath) }
        return ([realPath] + companions).compactMap(PrivateFile.narrow)
    }
}

/// The files that an open database consists of, to notice when one of them is taken away.
struct OpenFiles {
    private var files: [String: FileIdentity] = [:]

    /// Takes note of the file that is at a path now.
    mutating func note(_ path: String) {
        if files[path] == nil { files[path] = FileIdentity(path) }
    }

    /// - Throws: ``DatabaseError`` of kind `gone` or `replaced`.
    func check() throws(DatabaseError) {
        for (path, identity) in files {
            guard let present = FileIdentity(path) else {
                throw DatabaseError(
                    kind: .gone,
                    detail: "\(path): was removed while this process had it open; "
                        + "what would be written now would be lost"
                )
            }
            guard present == identity else {
                throw DatabaseError(
                    kind: .replaced,
                    detail: "\(path): another file took its place while this process had the old one open; "
                        + "what would be written now would be lost"
                )
            }
        }
    }
}
