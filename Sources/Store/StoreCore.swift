import Market
import Platform

/// The one open file behind all topics of a store, and the queue on which they run.
///
/// - Note: Unchecked, because `database`, the signal and the counts are touched only from the store's queue: by
///   ``StoreTopic``s and ``StateStore``, whose executor is this one's.
package final class StoreCore: @unchecked Sendable {
    let path: String
    let database: Connection
    let clock: any MarketClock
    let log: Log
    let metrics: StoreMetrics?
    let executor: QueueExecutor
    private var signal: CommitSignal?
    private var listener: CommitListener?
    /// The newest message at the last commit.
    private var newestMessage: Int64 = 0
    /// So that a disk that stays full is told once.
    private var hasFailedCheckpoint = false

    init(path: String, clock: any MarketClock, log: Log, metrics: StoreMetrics?) throws {
        try makeFolder(for: path)
        var options = Connection.Options()
        options.commits = metrics?.commits
        let database = try Connection(path: path, options: options)
        try Migration(database: database, now: clock.now, log: log).run()
        for narrowing in database.narrowings {
            switch narrowing {
            case .narrowed(let file):
                log.warning("File was open to other users; now it is its owner's alone", ["path": file])
            case .refused(let file):
                log.warning("File is open to other users: run chmod 600 on it as its owner", ["path": file])
            }
        }
        database.sharesReads = true
        let turn = StoreTurn(database: database)
        executor = QueueExecutor(label: "mayak.store") { turn.end() }
        self.path = path
        self.database = database
        self.clock = clock
        self.log = log
        self.metrics = metrics
    }

    func close() {
        listener = nil
        database.close()
    }

    func commits() -> CommitSignal {
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
    func write<Result>(
        _ durability: Connection.Durability,
        _ body: (Connection) throws -> Result
    ) throws -> Result {
        let before = database.counts.commits
        var occasions: Set<CommitSignal.Occasion> = []
        let result = try database.transaction(durability) {
            let result = try body(database)
            // Within the transaction it costs no locks, and sees whatever others have committed before.
            if signal != nil { occasions = try look() }
            return result
        }
        if let signal, database.counts.commits != before { signal.raise(occasions) }
        if let failure = database.checkpointFailure, !hasFailedCheckpoint {
            log.error("Write-ahead log cannot be moved into the store", ["error": "\(failure)"])
        }
        hasFailedCheckpoint = database.checkpointFailure != nil
        return result
    }

    /// Writes a batch in one transaction.
    func commit(_ batch: StoreBatch) throws -> StoreReceipt {
        let now = clock.now
        return try write(.durable) { try batch.write(to: $0, at: now) }
    }

    /// Whom the running transaction concerns.
    ///
    /// Counts messages of other processes too, so that a loop is called although an own commit hid theirs from the listener.
    private func look() throws -> Set<CommitSignal.Occasion> {
        var occasions: Set<CommitSignal.Occasion> = [.anyCommit]
        let look = try database.first(
            "SELECT (SELECT MAX(id) FROM outbox) AS newest, EXISTS (SELECT 1 FROM follow_ups) AS waits"
        ) { row in (newest: try row["newest"] as Int64?, waits: try row["waits"] as Bool) }
        if let newest = look?.newest, newest > newestMessage {
            newestMessage = newest
            occasions.insert(.messages)
        }
        if look?.waits == true { occasions.insert(.followUps) }
        return occasions
    }
}

/// What one turn of the store's queue reads is one state of the file, and costs its locks once.
///
/// - Note: Unchecked, because the queue alone calls ``end()``, and nobody else uses the connection.
private struct StoreTurn: @unchecked Sendable {
    let database: Connection

    func end() {
        database.endReading()
    }
}
