package import Market
package import Platform

/// The state that the processes of Mayak share: one SQLite file, typed functions, every write one transaction.
///
/// Runs on a queue of its own, because SQLite blocks. Each process opens one; several in one process work as well.
/// Functions are in `StateStore+<Topic>.swift`; all of them throw `DatabaseError` for failures of the file and
/// ``StoreError`` where a rule of the store refuses.
package actor StateStore {
    /// Where the database file is.
    package nonisolated let path: String
    let database: Connection
    let clock: any MarketClock
    let log: Log
    private let executor: QueueExecutor
    private var signal: CommitSignal?
    private var listener: CommitListener?
    /// The newest message at the last commit.
    private var newestMessage: Int64 = 0
    /// So that a disk that stays full is told once.
    private var hasFailedCheckpoint = false

    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    /// Opens the file, making it and its folder when absent, and brings its schema up to date.
    ///
    /// An existing file is backed up to `<path>.before-v<N>.bak` before it is migrated.
    ///
    /// - Throws: ``StoreError`` of kind `newerSchema` or `foreignFile`; `DatabaseError` when the file cannot be used.
    package init(path: String, clock: any MarketClock, log: Log) throws {
        try makeFolder(for: path)
        let database = try Connection(path: path)
        try Migration(database: database, now: clock.now, log: log).run()
        for narrowing in database.narrowings {
            switch narrowing {
            case .narrowed(let file):
                log.warning("File was open to other users; now it is its owner's alone", ["path": file])
            case .refused(let file):
                log.warning("File is open to other users: run chmod 600 on it as its owner", ["path": file])
            }
        }
        self.path = path
        self.database = database
        self.clock = clock
        self.log = log
        executor = QueueExecutor(label: "mayak.store")
    }

    /// Closes the file after a last checkpoint; every later call throws kind `closed`.
    package func close() {
        listener = nil
        database.close()
    }

    /// Makes sure that the store's path still leads to the file that is open here.
    ///
    /// - Throws: `DatabaseError` of kind `gone` or `replaced`.
    package func verifyPlace() throws {
        try database.verifyPlace()
    }

    /// Saves what is in the open file, also when no name leads to it any more.
    ///
    /// - Parameter name: of who saves it: several may do so at once.
    /// - Returns: the new file, beside the place of the old one.
    package func rescue(by name: String) throws -> String {
        let target = "\(database.place.realPath).rescued-\(StoreFile.compactTime(clock.now))-\(name)"
        try database.backup(to: target)
        return target
    }

    /// A number that changes whenever anything was committed, by this store or another; cheap to ask for.
    package func dataVersion() throws -> Int64 {
        // `data_version` tells only about others.
        try database.pragma("data_version") + database.commits
    }

    /// Transactions of this store that changed something since it was opened.
    package var ownCommits: Int64 { database.commits }

    /// What wakes at every commit, also of other processes; the first call begins to listen for those.
    package func commits() -> CommitSignal {
        if let signal { return signal }
        // The listener is there first, so that the signal knows how far it can be relied on.
        let heard = Lock<CommitSignal?>(nil)
        listener = database.listen { heard.withLock { $0 }?.raise() }
        let signal = CommitSignal(hearsOthers: listener != nil)
        heard.withLock { $0 = signal }
        self.signal = signal
        return signal
    }

    /// Runs the body as one transaction, and wakes whoever waits for it where it changed a row.
    @discardableResult
    func write<Result>(
        _ durability: Connection.Durability = .durable,
        _ body: (Connection) throws -> Result
    ) throws -> Result {
        let before = database.commits
        let result = try database.transaction(durability) { try body(database) }
        if let signal, database.commits != before { signal.raise(hasMessages: hasNewMessages()) }
        if let failure = database.checkpointFailure, !hasFailedCheckpoint {
            log.error("Write-ahead log cannot be moved into the store", ["error": "\(failure)"])
        }
        hasFailedCheckpoint = database.checkpointFailure != nil
        return result
    }

    /// Counts those of other processes too, so that a loop is called although an own commit hid theirs from the listener.
    private func hasNewMessages() -> Bool {
        // The commit stands whatever becomes of this; a look too many finds nothing.
        let newest = try? database.first("SELECT MAX(id) AS newest FROM outbox", [], { try $0["newest"] as Int64? })
        guard let newest else { return true }
        defer { newestMessage = newest ?? 0 }
        return newest ?? 0 > newestMessage
    }
}
