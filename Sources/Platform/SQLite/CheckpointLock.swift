import CSQLite
import Glibc

/// Keeps write transactions and checkpoints of one database apart, across processes and within one.
///
/// SQLite before 3.51.3 can corrupt a WAL file when one connection writes while another checkpoints
/// (https://sqlite.org/wal.html#walresetbug). So a writer holds the `work` byte of `<database>.lock` shared and a
/// checkpoint holds it exclusively. The `gate` byte keeps a stream of writers from starving a checkpoint: writers pass
/// it one moment before `work`, a checkpoint shuts it and waits for the writers inside to leave. The `presence` byte is
/// held shared by every open store; replacing the file needs it exclusively. The locks are advisory, belong to the open
/// file description, and fall with the process that held them.
final class CheckpointLock {
    private enum Byte: Int {
        case gate, work, presence
    }

    private let file: Int32
    private let path: String

    /// - Parameter path: for messages.
    /// - Throws: ``DatabaseError`` of kind `readOnly` or `cannotOpen`.
    init(path real: String, named path: String) throws(DatabaseError) {
        self.path = path
        // A link would let two who name it differently lock two files.
        file = open(real, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        guard file >= 0 else {
            let number = errno
            let advice = number == ELOOP ? "remove the link" : "the store's folder must exist and be writable"
            throw DatabaseError(
                kind: number == EROFS || number == EACCES || number == EPERM ? .readOnly : .cannotOpen,
                detail: "\(path): \(String(cString: strerror(number))); \(advice)"
            )
        }
        guard FileKind(real) == .file else {
            close(file)
            throw DatabaseError(kind: .cannotOpen, detail: "\(path): is no file; remove it")
        }
    }

    deinit {
        close(file)
    }

    /// Waits until no checkpoint runs, then enters as a writer.
    ///
    /// - Throws: ``DatabaseError`` of kind `busy` after 10 s.
    func enterWriting() throws(DatabaseError) {
        try wait(for: .gate, F_RDLCK, attempts: Self.patience)
        defer { unlock(.gate) }
        try wait(for: .work, F_RDLCK, attempts: Self.patience)
    }

    func leaveWriting() {
        unlock(.work)
    }

    /// Enters as the only one, when the writers leave within about 100 ms; false when they do not.
    func enterCheckpoint() throws(DatabaseError) -> Bool {
        guard try poll(.gate, F_WRLCK, attempts: 200) else { return false }
        guard try poll(.work, F_WRLCK, attempts: 200) else {
            unlock(.gate)
            return false
        }
        return true
    }

    /// Waits until nobody writes or checkpoints, then enters as the only one; leave with ``leaveCheckpoint()``.
    ///
    /// - Throws: ``DatabaseError`` of kind `busy` after 10 s.
    func enterAlone() throws(DatabaseError) {
        try wait(for: .gate, F_WRLCK, attempts: Self.patience)
        do {
            try wait(for: .work, F_WRLCK, attempts: Self.patience)
        } catch {
            unlock(.gate)
            throw error
        }
    }

    func leaveCheckpoint() {
        unlock(.work)
        unlock(.gate)
    }

    /// Says "this database is open here" until ``leave()`` or the end of the process.
    func announce() throws(DatabaseError) {
        try wait(for: .presence, F_RDLCK, attempts: Self.patience)
    }

    /// Takes the database for this owner alone; false when anybody else has it open.
    func claimAlone() throws(DatabaseError) -> Bool {
        try poll(.presence, F_WRLCK, attempts: 1)
    }

    func leave() {
        unlock(.presence)
    }

    private func wait(for byte: Byte, _ type: Int32, attempts: Int) throws(DatabaseError) {
        guard try poll(byte, type, attempts: attempts) else {
            throw DatabaseError(
                kind: .busy,
                detail: "\(path): the \(byte) lock has been held for over 10 s"
            )
        }
    }

    private func poll(_ byte: Byte, _ type: Int32, attempts: Int) throws(DatabaseError) -> Bool {
        for attempt in 1...attempts {
            if csqlite_lock_byte(file, Int16(type), byte.rawValue) == 0 { return true }
            let number = errno
            guard number == EAGAIN || number == EACCES || number == EINTR else {
                throw DatabaseError(kind: .inputOutput, detail: "\(path): \(String(cString: strerror(number)))")
            }
            if attempt < attempts { usleep(Self.pause) }
        }
        return false
    }

    private func unlock(_ byte: Byte) {
        _ = csqlite_lock_byte(file, Int16(F_UNLCK), byte.rawValue)  // Unlocking one's own byte cannot fail.
    }

    /// Microseconds between two tries, as in the busy handler of a connection.
    private static let pause: UInt32 = 500
    /// Tries in about 10 s.
    private static let patience = 20_000
}
