import Glibc

/// Puts another database file in the place of one that nobody has open.
package struct DatabaseReplacement {
    /// The file to replace; it may be absent.
    package let path: String
    /// The new file, in the same folder; moved, not copied.
    package let newFile: String
    /// Where the old file goes, its WAL beside it.
    package let keptAs: String

    package init(path: String, newFile: String, keptAs: String) {
        self.path = path
        self.newFile = newFile
        self.keptAs = keptAs
    }

    /// Replaces the file; at every moment either the old or the new one is at its place.
    ///
    /// - Returns: true when there was an old file, which was kept.
    /// - Throws: ``DatabaseError`` of kind `busy` when any process has the database open, `cannotOpen` otherwise.
    package func run() throws -> Bool {
        emptyOldWAL()
        let lock = try CheckpointLock(path: path + ".lock")
        guard try lock.claimAlone() else {
            throw DatabaseError(
                kind: .busy,
                detail: "\(path): another process has the store open; stop `mayak bot` and `mayak scheduler` first"
            )
        }
        defer { lock.leave() }
        let hadFile = try keepOldFile()
        try check(rename(newFile, path), newFile)
        try syncFolder(of: path)
        return hadFile
    }

    /// A WAL left at the old place would be read into the new file, so it has to go before the new file comes.
    private func keepOldFile() throws(DatabaseError) -> Bool {
        guard access(path, F_OK) == 0 else { return false }
        try check(link(path, keptAs), keptAs)
        if access(path + "-wal", F_OK) == 0 { try check(rename(path + "-wal", keptAs + "-wal"), path + "-wal") }
        unlink(path + "-shm")  // Only an index of the WAL; SQLite makes it anew.
        return true
    }

    /// Moves what is in the old WAL into the old file, so that little depends on the moment between the renames.
    private func emptyOldWAL() {
        var options = Connection.Options()
        options.createsFile = false
        // The old file may be the damaged one that is to be replaced: it is then kept with its WAL as they are.
        guard access(path, F_OK) == 0, let old = try? Connection(path: path, options: options) else { return }
        old.close()
    }

    private func check(_ code: Int32, _ file: String) throws(DatabaseError) {
        guard code == 0 else {
            throw DatabaseError(kind: .cannotOpen, detail: "\(file): \(String(cString: strerror(errno)))")
        }
    }
}
