import CSQLite

extension Connection {
    /// What a commit survives; either way it is all or nothing, in order, and the next durable one saves those before it.
    package enum Durability: Sendable {
        /// The loss of power: waits for the disk.
        case durable
        /// The end of the process, but not always the loss of power: waits for nothing.
        case ordered
    }

    /// Runs the body in one `BEGIN IMMEDIATE` transaction: all of it is committed, or none.
    ///
    /// Waits up to 10 s for other writers and for a running checkpoint. Afterwards wakes those who listen for commits, and
    /// runs a checkpoint when the WAL has grown past its limit. Transactions do not nest.
    ///
    /// - Throws: ``DatabaseError`` of kind `busy`, `full`, `readOnly`, `inputOutput`…, or what the body throws.
    @discardableResult
    package func transaction<Result>(
        _ durability: Durability = .durable,
        _ body: () throws -> Result
    ) throws -> Result {
        guard let lock else {
            throw DatabaseError(kind: .readOnly, detail: "\(path): opened for reading only")
        }
        endReading()
        let isNested = try isInTransaction
        precondition(!isNested, "transactions do not nest")
        try verifyPlace()
        try lock.enterWriting()
        let result: Result
        let before = try totalChanges
        do {
            defer { lock.leaveWriting() }
            if durability == .ordered { try script("PRAGMA synchronous = NORMAL") }
            // Only a closed connection refuses, and the commit stands.
            defer { if durability == .ordered { try? script("PRAGMA synchronous = FULL") } }
            try execute("BEGIN IMMEDIATE")
            do {
                result = try body()
                try execute("COMMIT")
                counts.transactions += 1
                options.commits?.add()
            } catch {
                // A full disk rolls back by itself; otherwise the first error is the one to tell.
                if try isInTransaction { _ = try? execute("ROLLBACK") }
                throw error
            }
        }
        // In WAL mode both are there by now, and stay as long as anybody has the database open.
        for file in [place.wal, place.sharedMemory] { openFiles.note(file) }
        if try totalChanges != before {
            counts.commits += 1
            mark?.write()
        }
        checkpointWhenDue()
        return result
    }

    /// What one checkpoint did.
    package struct Checkpoint: Hashable, Sendable {
        /// True when every page went to the database file and the WAL was cut to nothing.
        package let isComplete: Bool
    }

    /// Moves the WAL into the database file while nobody writes; nil when the writers did not make room in 0.1 s.
    ///
    /// A long reader makes it incomplete, never unsafe.
    ///
    /// - Throws: ``DatabaseError`` of kind `full` or `inputOutput`.
    @discardableResult
    package func checkpoint() throws(DatabaseError) -> Checkpoint? {
        guard let lock else { return nil }
        endReading()
        let database = try handle
        guard try lock.enterCheckpoint() else { return nil }
        defer { lock.leaveCheckpoint() }
        // Everybody else waits for us, so we wait for readers only 50 ms.
        progress.pointee.patience = 100
        defer { progress.pointee.patience = ConnectionProgress.patience }
        let code = sqlite3_wal_checkpoint_v2(database, "main", SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        switch code & 0xFF {
        case SQLITE_OK:
            progress.pointee.walPages = 0
            return Checkpoint(isComplete: true)
        case SQLITE_BUSY, SQLITE_LOCKED:
            return Checkpoint(isComplete: false)
        default:
            throw error(code, sql: nil)
        }
    }

    /// Writes the whole file anew, so that nothing deleted is left in free pages; takes room for a second copy.
    ///
    /// - Throws: ``DatabaseError`` of kind `busy`, `full` or `inputOutput`; the file then stays as it was.
    package func vacuum() throws(DatabaseError) {
        guard let lock else {
            throw DatabaseError(kind: .readOnly, detail: "\(path): opened for reading only")
        }
        endReading()
        try lock.enterWriting()
        defer { lock.leaveWriting() }
        // The second copy is no matter for the memory.
        try script("PRAGMA temp_store = FILE")
        defer { try? script("PRAGMA temp_store = MEMORY") }  // Only speed is lost.
        try script("VACUUM")
    }

    /// Calls back at commits of others; nil where this connection only reads, or the system cannot tell.
    package func listen(whenCommitted: @escaping @Sendable () -> Void) -> CommitListener? {
        mark.flatMap { CommitListener(path: place.lockFile, own: $0.number, whenCommitted: whenCommitted) }
    }

    private func checkpointWhenDue() {
        if progress.pointee.walPages < options.checkpointPages {
            progress.pointee.checkpointAt = options.checkpointPages
        }
        guard progress.pointee.walPages >= progress.pointee.checkpointAt else { return }
        // The commit stands whatever becomes of this; a failing disk shows itself at the next commit.
        let outcome: Checkpoint?
        do {
            outcome = try checkpoint()
            checkpointFailure = nil
        } catch {
            outcome = nil
            checkpointFailure = error
        }
        if outcome?.isComplete != true {
            progress.pointee.checkpointAt = progress.pointee.walPages + options.checkpointPages / 4
        }
    }
}
