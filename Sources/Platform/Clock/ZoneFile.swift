import Glibc
package import Market

/// Why the rules of a zone could not be had.
package struct ZoneError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case unknown, malformed
    }

    package let kind: Kind
    package let detail: String

    package var description: String { detail }
}

/// Reads zones from the system's time zone data (Debian package `tzdata`).
package enum ZoneFile {
    package static let systemDirectory = "/usr/share/zoneinfo"

    /// Loads `Europe/Berlin`, `UTC`, or a fixed offset such as `+03:00`.
    ///
    /// - Throws: ``ZoneError`` of kind `unknown` for a name without data, `malformed` for a file that is no zone.
    /// - Note: Reads one small file; blocks for that long.
    package static func load(
        _ name: String,
        directory: String = systemDirectory
    ) throws(ZoneError) -> TimeZoneRules {
        if name == "UTC" || name == "Z" { return .utc }
        if let fixed = fixedOffset(name) { return fixed }
        guard isPlainName(name), let bytes = contents(of: "\(directory)/\(name)") else {
            throw ZoneError(
                kind: .unknown,
                detail: "time zone \"\(printable(name))\" is unknown: use a name such as Europe/Moscow, Asia/Seoul, "
                    + "America/New_York or UTC, or an offset such as +03:00"
            )
        }
        return try parse(bytes, name: name)
    }

    /// Letters, digits and `_+-` in components separated by single slashes: nothing that leaves the directory.
    private static func isPlainName(_ name: String) -> Bool {
        let components = name.split(separator: "/", omittingEmptySubsequences: false)
        return name.utf8.count <= 64
            && components.allSatisfy { component in
                component.utf8.first.map(isLetter) == true
                    && component.utf8.allSatisfy { byte in
                        isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                            || "_+-".utf8.contains(byte)
                    }
            }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func printable(_ name: String) -> String {
        String(name.unicodeScalars.prefix(64).filter { $0.value >= 0x20 && $0.value != 0x7F }.map(Character.init))
    }

    private static func fixedOffset(_ name: String) -> TimeZoneRules? {
        guard let sign = name.first, sign == "+" || sign == "-", name.utf8.count == 6,
            let span = TimeOfDay(String(name.dropFirst()))
        else { return nil }
        return .fixed(name, seconds: sign == "-" ? -span.secondOfDay : span.secondOfDay, abbreviation: name)
    }

    /// A regular file's bytes; nil when it cannot be read or is larger than any zone is.
    private static func contents(of path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            (1...largestFile).contains(Int(status.st_size))
        else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled)
            }
            guard count > 0 else { return nil }
            filled += count
        }
        return bytes
    }

    /// The largest file of tzdata has 4 kB; unit: bytes.
    private static let largestFile = 65_536
}
