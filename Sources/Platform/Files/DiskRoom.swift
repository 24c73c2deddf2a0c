import Glibc

/// What is left for us on a file system.
package struct DiskRoom: Hashable, Sendable {
    package let bytes: UInt64
    /// nil where the file system does not count them.
    package let files: UInt64?

    package init(bytes: UInt64, files: UInt64?) {
        self.bytes = bytes
        self.files = files
    }

    /// Asks the file system of a folder; of one that is not there yet, that of the nearest above it.
    ///
    /// - Returns: nil where it cannot be told.
    package init?(in folder: String) {
        var facts = statvfs()
        var name = folder[...]
        while statvfs(name.isEmpty ? "." : String(name), &facts) != 0 {
            guard errno == ENOENT, !name.isEmpty else { return nil }
            name = name.dropLast(name.hasSuffix("/") ? 1 : 0)
            name = name.lastIndex(of: "/").map { name[...$0] } ?? ""
        }
        let unit = UInt64(facts.f_frsize == 0 ? facts.f_bsize : facts.f_frsize)
        bytes = UInt64(facts.f_bavail).multipliedReportingOverflow(by: unit).partialValue
        files = facts.f_files == 0 ? nil : UInt64(facts.f_favail)
    }

    /// How far the room reaches.
    package enum Level: Sendable {
        case enough
        /// Less than ``littleMegabytes``: somebody should make room.
        case little
        /// Less than 20 MB or 100 files: soon nothing can be stored.
        case none
    }

    package static let littleMegabytes: UInt64 = 500

    package var megabytes: UInt64 { bytes >> 20 }

    package var level: Level {
        if megabytes < 20 || files.map({ $0 < 100 }) == true { return .none }
        return megabytes < Self.littleMegabytes ? .little : .enough
    }
}
