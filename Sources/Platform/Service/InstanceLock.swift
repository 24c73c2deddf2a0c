import Glibc

/// Makes sure that only one process of a kind runs: an advisory lock on a file, gone with the process however it ends.
package struct InstanceLock: Sendable {
    /// Another process holds the lock, or the file cannot be made.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        package enum Kind: String, Hashable, Sendable, CaseIterable { case heldByAnother, unusableFile }

        package let kind: Kind
        package let detail: String

        package var description: String { detail }
    }

    private let descriptor: CInt

    /// - Parameter path: of the thing that only one process may use; the lock file is beside it, with `.instance`.
    package init(_ path: String) throws(Failure) {
        let file = path + ".instance"
        descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw Failure(kind: .unusableFile, detail: "\(file): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw Failure(kind: .heldByAnother, detail: "\(file) is held by another process; stop that one first")
        }
    }

    package func release() {
        close(descriptor)
    }
}
