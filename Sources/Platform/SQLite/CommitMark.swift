import Glibc

/// Tells the other processes that have a database open that something was committed.
///
/// A commit writes the number of its connection into `<database>.lock`, far behind the bytes that ``CheckpointLock`` locks; a
/// ``CommitListener`` learns of the write from inotify. It is never synced, because it says nothing that must survive.
///
/// SQLite's own files will not do: the log is written before the commit can be seen, and its index is mapped memory, of
/// whose changes inotify says nothing.
final class CommitMark {
    /// Tells one's own marks from others'.
    let number: UInt64
    private let file: Int32

    /// Without a file that can be opened nobody is told, and others find the commit at their next look.
    init(path lockFile: String) {
        number = UInt64.random(in: 1...UInt64.max)
        file = open(lockFile, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    }

    deinit {
        if file >= 0 { close(file) }
    }

    func write() {
        var number = number
        _ = pwrite(file, &number, MemoryLayout.size(ofValue: number), Self.place)  // See `init`.
    }

    /// The number of the connection that wrote last; 0 where none did.
    static func last(in file: Int32) -> UInt64 {
        var number: UInt64 = 0
        let count = pread(file, &number, MemoryLayout.size(ofValue: number), place)
        return count == MemoryLayout.size(ofValue: number) ? number : 0
    }

    private static let place: off_t = 64
}
