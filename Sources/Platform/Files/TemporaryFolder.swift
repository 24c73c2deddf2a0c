import FoundationEssentials
import Glibc

/// A new folder in the system's place for temporary files, readable by its owner only.
///
/// Its name is `<prefix>-<process number>-<six characters>`. A process that was killed cannot remove its own; the next that makes
/// one of the same prefix does.
package struct TemporaryFolder: Sendable {
    package let path: String

    /// - Parameter isInMemory: on a memory file system where there is one with room (``DiskRoom/Level/enough``), for a store whose
    ///   every write waits for the disk although nobody will read it after the process.
    /// - Throws: ``FileError`` when it cannot be made.
    package init(prefix: String, isInMemory: Bool = false) throws(FileError) {
        let memory = "/dev/shm"
        let hasMemory = isInMemory && access(memory, W_OK) == 0 && DiskRoom(in: memory)?.level == .enough
        let base = hasMemory ? memory : getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        Self.removeAbandoned(prefix, in: base)
        var template = Array("\(base)/\(prefix)-\(getpid())-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw FileError("cannot make a temporary folder in", base)
        }
        path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes the folder with everything in it; what is gone already is no mistake.
    package func remove() {
        // Nothing depends on its success: the system clears its temporary files itself.
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Removes the folders of this user's processes that are no more; one whose number another process has by now stays.
    private static func removeAbandoned(_ prefix: String, in base: String) {
        // Where the place cannot be read, making the folder says what is wrong with it.
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: base) else { return }
        for name in names {
            guard let owner = process(of: name, prefix), kill(owner, 0) == -1, errno == ESRCH else { continue }
            let path = "\(base)/\(name)"
            var facts = stat()
            guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR, facts.st_uid == geteuid() else {
                continue
            }
            try? FileManager.default.removeItem(atPath: path)  // As in `remove()`.
        }
    }

    /// The process that made the folder; nil where the name has another shape.
    private static func process(of name: String, _ prefix: String) -> pid_t? {
        guard name.hasPrefix("\(prefix)-") else { return nil }
        let parts = name.dropFirst(prefix.count + 1).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 6, parts[0].utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let process = pid_t(parts[0]), process > 0
        else { return nil }
        return process
    }
}
