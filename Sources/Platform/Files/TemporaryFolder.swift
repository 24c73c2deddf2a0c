import FoundationEssentials
import Glibc

/// A new folder in the system's place for temporary files, readable by its owner only.
package struct TemporaryFolder: Sendable {
    package let path: String

    /// - Parameter isInMemory: on a memory file system where there is one, for a store whose every write waits for the disk
    ///   although nobody will read it after the process.
    /// - Throws: ``FileError`` when it cannot be made.
    package init(prefix: String, isInMemory: Bool = false) throws(FileError) {
        let memory = isInMemory && access("/dev/shm", W_OK) == 0 ? "/dev/shm" : nil
        let base = memory ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/\(prefix)-XXXXXX".utf8CString)
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
}
