import CSQLite

/// A failed database call: SQLite's code and words, and the statement, but never a bound value.
package struct DatabaseError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// Another connection held its lock for longer than the busy handler waits (10 s).
        case busy
        /// No room on the disk, or a quota or size limit was met.
        case full
        /// The file, its folder or the file system does not let us write.
        case readOnly
        /// The file or its folder cannot be opened or made.
        case cannotOpen
        /// The pages of the file contradict each other, or a value is not what its column promises.
        case damaged
        /// The file is something else than an SQLite database.
        case notADatabase
        /// A UNIQUE, CHECK, NOT NULL or FOREIGN KEY rule refused the row.
        case constraint
        /// The system reported an input/output error.
        case inputOutput
        /// The file was removed while it was open.
        case gone
        /// Another file took its place while it was open.
        case replaced
        /// The connection was closed before the call.
        case closed
        case other
    }

    package let kind: Kind
    /// SQLite's extended result code; 0 where the failure is not SQLite's.
    package let code: Int32
    /// What happened, to which file, and what to try.
    package let detail: String
    /// The statement with its `?`, where one was involved.
    package let sql: String?

    package init(kind: Kind, code: Int32 = 0, detail: String, sql: String? = nil) {
        self.kind = kind
        self.code = code
        self.detail = detail
        self.sql = sql
    }

    /// Turns a result code into an error (https://www.sqlite.org/rescode.html).
    init(code: Int32, message: String, path: String, sql: String?) {
        let kind = Kind(code: code)
        self.init(kind: kind, code: code, detail: "\(path): \(message) (SQLite \(code))\(kind.advice)", sql: sql)
    }

    package var description: String {
        sql.map { "\(detail) in `\($0)`" } ?? detail
    }
}

extension DatabaseError.Kind {
    fileprivate init(code: Int32) {
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_FULL: self = .full
        case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH: self = .readOnly
        case SQLITE_CANTOPEN: self = .cannotOpen
        case SQLITE_CORRUPT: self = .damaged
        case SQLITE_NOTADB: self = .notADatabase
        case SQLITE_CONSTRAINT: self = .constraint
        case SQLITE_IOERR: self = .inputOutput
        default: self = .other
        }
    }

    fileprivate var advice: String {
        switch self {
        case .busy: "; another process has held the database for over 10 s, see `mayak db check`"
        case .full: "; the disk is full or a size limit was met: free some space, nothing was written"
        case .readOnly: "; make the file and its folder writable for this user"
        case .cannotOpen: "; the folder must exist and be writable for this user"
        case .damaged: "; run `mayak db check`, then `mayak db restore` with the latest backup"
        case .notADatabase: "; the path leads to another kind of file"
        case .inputOutput: "; the disk may be full or failing, see the system's log"
        case .gone, .replaced, .constraint, .closed, .other: ""
        }
    }
}
