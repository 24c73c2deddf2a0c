import CSQLite
import Glibc

/// One connection to one SQLite file in WAL mode, used by one actor or thread at a time.
///
/// Statements are compiled once and kept by their text, so the text must be constant; values are always bound. Every
/// write goes through ``transaction(_:)``. Calls block: own it from an actor on a `QueueExecutor`.
///
/// - Note: Copying the file of an open store loses what is still in the `-wal` file beside it; use ``backup(to:)``.
package final class Connection {
    /// How a connection is opened.
    package struct Options: Sendable {
        /// Refuses every write; default false.
        package var isReadOnly = false
        /// Makes the file when it is absent; default true.
        package var createsFile = true
        /// Whether the file may have other names (hard links); only for reading, default false.
        package var allowsOtherNames = false
        /// Unit: pages of 4 KiB in the WAL that start a checkpoint; default 1,000, about 4 MB.
        package var checkpointPages: Int32 = 1_000
        /// Counts every transaction that was committed; default none.
        package var commits: Counter<NoLabels>?

        package init() {}
    }

    /// What costs: each transaction takes locks, each commit waits for the disk.
    package struct Counts: Hashable, Sendable {
        /// Transactions that write, those that changed nothing included.
        package var transactions: Int64 = 0
        /// Transactions that changed something.
        package var commits: Int64 = 0
        /// Statements outside of those, which read.
        package var reads: Int64 = 0
        /// Transactions that read: a statement's own, or one that several share.
        package var views: Int64 = 0
        /// Statements compiled; what is asked again and again is compiled once.
        package var compiled: Int64 = 0
    }

    package let path: String
    package let place: DatabasePlace
    /// What became of rights that others had to the files when this connection opened them.
    package let narrowings: [PrivateFile.Narrowing]
    /// Of the last checkpoint that ran by itself; nil when it went well.
    package internal(set) var checkpointFailure: DatabaseError?
    var openFiles = OpenFiles()
    let lock: CheckpointLock?
    /// Nil where the connection only reads.
    let mark: CommitMark?
    /// Whether reads share one transaction until ``endReading()`` or the next write; false at first.
    ///
    /// Each read alone takes and leaves SQLite's locks. Whoever sets it calls ``endReading()`` before it waits for anything, or
    /// keeps what others write out of its sight. Only once the file is a WAL database: before, a reader keeps writers out.
    package var sharesReads = false
    /// What this connection has done since it was opened.
    package internal(set) var counts = Counts()
    let options: Options
    let progress: UnsafeMutablePointer<ConnectionProgress>
    private var database: OpaquePointer?
    private var statements: [String: Statement] = [:]
    /// Whether the reads since the last ``endReading()`` have been more than one, and so share a transaction.
    private enum Reading {
        case none, once, shared
    }
    private var reading = Reading.none

    /// - Throws: ``DatabaseError`` of kind `cannotOpen`, `readOnly`, `notADatabase` or `damaged`.
    package init(path: String, options: Options = Options()) throws(DatabaseError) {
        self.path = path
        self.options = options
        let place = DatabasePlace(path)
        self.place = place
        try place.check(refusesOtherNames: !options.allowsOtherNames)
        if !options.isReadOnly { try place.checkNoOrphanedLog() }
        // A reader takes no part in the lock: only writing while checkpointing is dangerous.
        lock = options.isReadOnly ? nil : try CheckpointLock(path: place.lockFile, named: path + ".lock")
        mark = options.isReadOnly ? nil : CommitMark(path: place.lockFile)
        progress = .allocate(capacity: 1)
        progress.initialize(to: ConnectionProgress(checkpointAt: options.checkpointPages))
        // Before the file is opened, or a restore could replace it under us.
        try lock?.announce()
        narrowings = options.isReadOnly ? [] : place.makePrivate(creates: options.createsFile)
        database = try openDatabase()
        do {
            try configure()
            noteFiles()
        } catch {
            release()
            throw error
        }
    }

    deinit {
        close()
        progress.deallocate()
    }

    /// Makes sure that the path still leads to the file that is open here, and the files beside it are still the same.
    ///
    /// Without this a process goes on writing to a file that nobody will find again.
    ///
    /// - Throws: ``DatabaseError`` of kind `gone` or `replaced`.
    package func verifyPlace() throws(DatabaseError) {
        try openFiles.check()
    }

    /// The files that are there from the opening on; the log and its index follow with the first use of them.
    func noteFiles() {
        guard lock != nil else { return }
        for path in [path, place.realPath, place.lockFile] { openFiles.note(path) }
    }

    /// Closes the file after a last checkpoint where nobody writes; later calls throw kind `closed`.
    package func close() {
        guard database != nil else { return }
        endReading()
        if !options.isReadOnly {
            // Best effort: what stays in the WAL is read back at the next opening.
            _ = try? checkpoint()
        }
        release()
    }

    /// Runs one statement and returns the number of rows it changed.
    @discardableResult
    package func execute(_ sql: String, _ values: [any SQLConvertible] = []) throws(DatabaseError) -> Int {
        // What is not known to only read keeps to itself.
        if reading != .none { endReading() }
        let statement = try prepared(sql)
        defer { statement.reset() }
        try statement.bind(values)
        while try statement.step() {}
        return Int(sqlite3_changes64(try handle))
    }

    /// Runs one statement and reads every row of its result.
    package func query<Element>(
        _ sql: String,
        _ values: [any SQLConvertible] = [],
        _ read: (Row) throws -> Element
    ) throws -> [Element] {
        try share()
        let statement = try prepared(sql)
        defer { statement.reset() }
        try statement.bind(values)
        var elements: [Element] = []
        while try statement.step() { elements.append(try read(Row(statement: statement))) }
        return elements
    }

    /// Runs one statement and reads the first row of its result; nil when there is none.
    package func first<Element>(
        _ sql: String,
        _ values: [any SQLConvertible] = [],
        _ read: (Row) throws -> Element
    ) throws -> Element? {
        try share()
        let statement = try prepared(sql)
        defer { statement.reset() }
        try statement.bind(values)
        guard try statement.step() else { return nil }
        let element = try read(Row(statement: statement))
        while try statement.step() {}  // INSERT … RETURNING is done only at its end.
        return element
    }

    /// Runs statements without values, such as a schema, one after the other.
    package func script(_ sql: String) throws(DatabaseError) {
        endReading()
        let code = sqlite3_exec(try handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, sql: nil) }
    }

    /// Lets go of what the reads so far have seen: the next one sees what was committed meanwhile.
    package func endReading() {
        guard reading == .shared else {
            reading = .none
            return
        }
        reading = .none
        // The end of a transaction that only reads writes nothing and cannot fail.
        _ = try? run("COMMIT")
    }

    /// From the second read on they share one transaction.
    private func share() throws(DatabaseError) {
        if reading != .shared {
            guard !(try isInTransaction) else { return }
            counts.views += 1
            if sharesReads, reading == .once {
                try run("BEGIN")
                reading = .shared
            } else {
                reading = .once
            }
        }
        counts.reads += 1
    }

    private func run(_ sql: String) throws(DatabaseError) {
        let statement = try prepared(sql)
        defer { statement.reset() }
        while try statement.step() {}
    }

    /// The `rowid` of the last insert.
    package var lastInsertID: Int64 {
        get throws(DatabaseError) { sqlite3_last_insert_rowid(try handle) }
    }

    /// Rows inserted, changed or deleted by this connection so far.
    package var totalChanges: Int64 {
        get throws(DatabaseError) { sqlite3_total_changes64(try handle) }
    }

    /// One number of a pragma, such as `user_version`.
    package func pragma(_ name: String) throws -> Int64 {
        try first("PRAGMA \(name)") { row in try row[name] } ?? 0
    }

    var handle: OpaquePointer {
        get throws(DatabaseError) {
            guard let database else { throw DatabaseError(kind: .closed, detail: "\(path): the store is closed") }
            return database
        }
    }

    var isInTransaction: Bool {
        get throws(DatabaseError) { sqlite3_get_autocommit(try handle) == 0 }
    }

    func error(_ code: Int32, sql: String?) -> DatabaseError {
        let message = database.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(code))
        return DatabaseError(code: code, message: message, path: path, sql: sql)
    }

    private func release() {
        statements = [:]
        sqlite3_close_v2(database)
        database = nil
        lock?.leave()
    }

    private func prepared(_ sql: String) throws(DatabaseError) -> Statement {
        if let statement = statements[sql], !statement.isRunning { return statement }
        counts.compiled += 1
        let statement = try Statement(sql, database: try handle, path: path)
        if statements[sql] == nil { statements[sql] = statement }
        return statement
    }
}
