import Glibc

/// Remembers which piece of work was begun last and how often, beyond the end of the process: so that what kills a process
/// is not begun for ever.
///
/// Sixteen bytes in a file of their own, written at once and never synced: after a loss of power nobody asks. A transaction
/// for it would cost as much as the work. For work that is done one piece after another, by one process at a time.
package final class AttemptMark: Sendable {
    private let file: Int32

    /// - Parameter path: made where it is absent, for its owner alone.
    /// - Throws: ``FileError`` where it cannot be opened, or is a link.
    package init(path: String) throws(FileError) {
        file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        guard file >= 0 else { throw FileError("what is begun cannot be counted", path) }
    }

    deinit {
        close(file)
    }

    /// Counts that the work is begun.
    ///
    /// - Returns: how often in a row, this time included: 1 where other work was begun before. On a disk that takes no
    ///   sixteen bytes always 1.
    package func begin(_ work: Int64) -> Int {
        var entry = Entry(work: 0, count: 0)
        let size = MemoryLayout<Entry>.size
        let isKnown = pread(file, &entry, size, 0) == size && entry.work == work
        entry = Entry(work: work, count: isKnown ? entry.count + 1 : 1)
        _ = pwrite(file, &entry, size, 0)  // See above.
        return Int(entry.count)
    }

    private struct Entry {
        var work: Int64
        var count: Int64
    }
}
