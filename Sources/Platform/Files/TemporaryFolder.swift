import FoundationEssentials
import Glibc

/// A new folder in the system's place for temporary files, readable by its owner only; removed with its last reference.
///
/// Its name is `<prefix>.<process number>-<six characters>`. The process that made it holds a lock on it until it is removed (see
/// flock(2)), which ends with the process however that ends: a folder that nobody holds is abandoned, and the next process that
/// makes one of the same prefix removes it. The number in the name tells a person whose it is; it says nothing of who lives, for
/// containers that share a place for temporary files do not share their numbers.
package final class TemporaryFolder: Sendable {
    package let path: String
    /// nil once the folder is removed.
    private let held: Lock<HeldFolder?>

    /// - Parameter isInMemory: on a memory file system where there is one with room (``DiskRoom/Level/enough``), for a store whose
    ///   every write waits for the disk although nobody will read it after the process.
    /// - Throws: ``FileError`` when it cannot be made.
    package init(prefix: String, isInMemory: Bool = false) throws(FileError) {
        let memory = "/dev/shm"
        let hasMemory = isInMemory && access(memory, W_OK) == 0 && DiskRoom(in: memory)?.level == .enough
        let base = hasMemory ? memory : getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        Self.removeAbandoned(prefix, in: base)
        let (path, folder) = try Self.make(prefix, in: base)
        self.path = path
        held = Lock(folder)
    }

    deinit {
        remove()
    }

    /// Removes the folder with everything in it; what is gone already is no mistake.
    package func remove() {
        // Nothing depends on its success: the system clears its temporary files itself.
        try? FileManager.default.removeItem(atPath: path)
        held.withLock { $0 = nil }
    }

    private static func make(_ prefix: String, in base: String) throws(FileError) -> (String, HeldFolder) {
        for _ in 0..<attempts {
            var template = Array("\(base)/\(prefix).\(getpid())-XXXXXX".utf8CString)
            guard mkdtemp(&template) != nil else { break }
            let path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            if let folder = HeldFolder(path) { return (path, folder) }
            // Before it was locked another process took it for an abandoned one; nothing is in it.
            rmdir(path)
        }
        throw FileError("cannot make a temporary folder in", base)
    }

    /// Removes the folders of this user that no process holds any more.
    private static func removeAbandoned(_ prefix: String, in base: String) {
        // Where the place cannot be read, making the folder says what is wrong with it.
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: base) else { return }
        for name in names where isName(name, of: prefix) {
            let path = "\(base)/\(name)"
            var facts = stat()
            guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR, facts.st_uid == geteuid(),
                let folder = HeldFolder(path), folder.isLocked
            else { continue }
            try? FileManager.default.removeItem(atPath: path)  // As in `remove()`.
            // Until here nobody else takes it.
            withExtendedLifetime(folder) {}
        }
    }

    /// Whether a folder of that prefix may be called so.
    private static func isName(_ name: String, of prefix: String) -> Bool {
        guard name.hasPrefix("\(prefix).") else { return false }
        let parts = name.dropFirst(prefix.count + 1).split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[1].utf8.count == 6 && !parts[0].isEmpty
            && parts[0].utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }

    private static let attempts = 10
}

/// A folder that this process has locked; let go with the last reference, and by the system with the process.
private final class HeldFolder: Sendable {
    private let descriptor: CInt
    /// False on a file system without locks: nobody takes a folder there for an abandoned one.
    let isLocked: Bool

    /// Nil where another process holds it, and where it is not there any more.
    init?(_ path: String) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        var code = flock(descriptor, LOCK_EX | LOCK_NB)
        while code != 0, errno == EINTR { code = flock(descriptor, LOCK_EX | LOCK_NB) }
        isLocked = code == 0
        if !isLocked, errno == EWOULDBLOCK { return nil }
        // Whoever held it until now may have removed it.
        var own = stat()
        var named = stat()
        guard fstat(descriptor, &own) == 0, lstat(path, &named) == 0, own.st_ino == named.st_ino,
            own.st_dev == named.st_dev
        else { return nil }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
