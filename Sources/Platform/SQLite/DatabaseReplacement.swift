import Glibc

/// Puts another database file in the place of one that nobody has open.
package struct DatabaseReplacement {
    /// The file to replace; it may be absent.
    package let path: String
    /// The new file, in the same folder; moved, not copied.
    package let newFile: String
    /// Where the old file goes, its WAL beside it.
    package let keptAs: String
    private let place: DatabasePlace

    package init(path: String, newFile: String, keptAs: String) {
        self.path = path
        self.newFile = newFile
        self.keptAs = keptAs
        place = DatabasePlace(path)
    }

    /// Replaces the file; at every moment either the old or the new one is at its place.
    ///
    /// - Parameter isSound: whether the old file and its log belong together: the log is then moved into the file before.
    ///   Otherwise both are kept as they are, because a log of another database would damage what it is moved into.
    /// - Returns: the old files that were kept, under their new names; empty when there were none.
    /// - Throws: ``DatabaseError`` of kind `busy` when any process has the database open, `cannotOpen` otherwise.
    package func run(isSound: Bool) throws -> [String] {
        if isSound { emptyOldWAL() }
        let lock = try CheckpointLock(path: place.lockFile, named: path + ".lock")
        guard try lock.claimAlone() else {
            throw DatabaseError(
                kind: .busy,
                detail: "\(path): another process has the store open; stop `mayak bot` and `mayak scheduler` first"
            )
        }
        defer { lock.leave() }
        let kept = try keepOldFiles()
        try check(rename(newFile, place.realPath), newFile)
        try syncFolder(of: place.realPath)
        return kept
    }

    /// A WAL or a journal left at the old place would be read into the new file, so they have to go before it comes, also
    /// where the old database itself is gone.
    private func keepOldFiles() throws(DatabaseError) -> [String] {
        var kept: [String] = []
        if FileKind(place.realPath) != nil {
            try check(link(place.realPath, keptAs), keptAs)
            kept.append(keptAs)
        }
        for (file, suffix) in [(place.wal, "-wal"), (place.journal, "-journal")] where FileKind(file) != nil {
            guard fileSize(file) > 0 else {
                unlink(file)
                continue
            }
            try check(rename(file, keptAs + suffix), file)
            kept.append(keptAs + suffix)
        }
        unlink(place.sharedMemory)  // Only an index of the WAL; SQLite makes it anew.
        for file in kept { _ = PrivateFile.narrow(file) }  // Best effort: they were as open before.
        return kept
    }

    /// Moves what is in the old WAL into the old file, so that little depends on the moment between the renames.
    private func emptyOldWAL() {
        var options = Connection.Options()
        options.createsFile = false
        // Best effort: what is not moved now is kept beside the file.
        guard FileKind(path) == .file, let old = try? Connection(path: path, options: options) else { return }
        old.close()
    }

    private func check(_ code: Int32, _ file: String) throws(DatabaseError) {
        guard code == 0 else {
            throw DatabaseError(kind: .cannotOpen, detail: "\(file): \(String(cString: strerror(errno)))")
        }
    }
}
