import CSQLite
import Glibc

/// Makes sure that only one process of a kind runs: an advisory lock on a file, gone with the process however it ends.
///
/// Two locks, because one alone can be got round: on a file beside the store's real path, which lasts when the store is
/// replaced, and on a byte of the store's file itself, which has no other name (``claim(_:)``).
package struct InstanceLock: Sendable {
    /// Another process holds the lock, or the file cannot be made.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        package enum Kind: String, Hashable, Sendable, CaseIterable { case heldByAnother, unusableFile }

        package let kind: Kind
        package let detail: String

        package var description: String { detail }
    }

    /// What runs on a store for long.
    package static let programs = ["mayak bot", "mayak scheduler"]

    /// The lock file of a program beside a store.
    package static func file(of program: String, on path: String) -> String {
        "\(realPath(path)).\(program.split(separator: " ").last ?? "").instance"
    }

    private let program: String
    private let descriptor: CInt

    /// - Parameters:
    ///   - program: what may run only once, as a person calls it: `mayak bot`.
    ///   - path: of the file that it works on; the lock file is beside it, as `<path>.<last word of program>.instance`.
    package init(_ program: String, on path: String) throws(Failure) {
        self.program = program
        let file = Self.file(of: program, on: path)
        // No link is followed: two that lead to different files would let two programs in.
        descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
        guard descriptor >= 0 else {
            throw Failure(kind: .unusableFile, detail: "\(file): \(String(cString: strerror(errno)))")
        }
        guard FileKind(file) == .file else {
            close(descriptor)
            throw Failure(kind: .unusableFile, detail: "\(file): is no file; remove it")
        }
        _ = PrivateFile.narrow(file)  // It holds nothing; who may not change it needs no warning.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, FileIdentity(descriptor: descriptor) == FileIdentity(file)
        else {
            close(descriptor)
            throw Self.held(program, path)
        }
    }

    /// Takes the store's file itself, by whatever name it is called.
    ///
    /// Call it once the file is there. Until the end of the process it cannot be let go of except by ``release()``.
    package func claim(_ path: String) throws(Failure) {
        // Never closed: closing it would drop the locks that SQLite holds on the file in this process.
        let file = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            throw Failure(kind: .unusableFile, detail: "\(path): \(String(cString: strerror(errno)))")
        }
        let index = Self.programs.firstIndex(of: program) ?? Self.programs.count
        guard csqlite_lock_byte(file, Int16(F_WRLCK), Self.firstByte + index) == 0 else {
            throw Self.held(program, path)
        }
    }

    package func release() {
        close(descriptor)
    }

    private static func held(_ program: String, _ path: String) -> Failure {
        Failure(kind: .heldByAnother, detail: "another \(program) runs on \(path); stop that one first")
    }

    /// Far behind the bytes that SQLite locks (at 1 GiB) and behind every page that a store will have.
    private static let firstByte = 1 << 42
}
