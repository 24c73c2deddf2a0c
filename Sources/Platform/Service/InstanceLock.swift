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

    /// - Parameters:
    ///   - program: what may run only once, as a person calls it: `mayak bot`.
    ///   - path: of the file that it works on; the lock file is beside it, as `<path>.<last word of program>.instance`.
    package init(_ program: String, on path: String) throws(Failure) {
        let file = "\(path).\(program.split(separator: " ").last ?? "").instance"
        descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else {
            throw Failure(kind: .unusableFile, detail: "\(file): \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw Failure(kind: .heldByAnother, detail: "another \(program) runs on \(path); stop that one first")
        }
    }

    package func release() {
        close(descriptor)
    }
}
