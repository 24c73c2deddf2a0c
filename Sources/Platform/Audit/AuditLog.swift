import Glibc
package import Market

/// An audit log in the W3C's extended log file format, each line of which has the digest of all before it.
///
/// A line that was changed, taken out or added later breaks the chain (``AuditChain``). The first five fields are the seed's.
///
/// - Source: https://www.w3.org/TR/WD-logfile.html
package final class AuditLog: Sendable {
    /// What an entry is about; the seed's.
    package enum Category: String, Hashable, Sendable, CaseIterable {
        case control = "CONTROL"
        case order = "ORDER"
        case risk = "RISK"
        case network = "NETWORK"
        case resource = "RESOURCE"

        /// Whether an entry has to be on the disk before anything else happens.
        var isDurable: Bool { self == .order || self == .risk || self == .control }
    }

    package let path: String
    private let place: Lock<AuditChain.Place>
    private let descriptor: CInt

    static let header = """
        #Version: 1.0
        #Software: Mayak
        #Fields: date time c-category c-event s-detail x-seq x-digest

        """

    /// Opens a log, or begins one; the end of a line that a crash has cut is taken away.
    ///
    /// - Throws: ``FileError``; also where the chain is broken: nothing is added to a log that somebody has changed.
    package init(_ path: String) throws(FileError) {
        self.path = path
        var place = AuditChain.Place()
        var whole = 0
        if FileBytes.exists(path) {
            let bytes = try FileBytes.read(path, limit: AuditChain.largest)
            whole = (bytes.lastIndex(of: 0x0A) ?? -1) + 1
            do throws(AuditChain.Broken) {
                place = try AuditChain.verify(bytes[..<whole])
            } catch {
                throw FileError(.other, "\(path):\(error); move it away, a new one is begun")
            }
        }
        descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0, ftruncate(descriptor, whole) == 0 else { throw FileError("cannot be opened", path) }
        self.place = Lock(place)
        if whole == 0 { try write(Self.header) }
    }

    deinit {
        close(descriptor)
    }

    /// Adds an entry.
    ///
    /// - Parameter detail: names and values, `key=value;…`; spaces become underscores.
    /// - Throws: ``FileError``: what is to be done must not be done then.
    package func add(
        _ category: Category,
        _ event: String,
        _ detail: KeyValuePairs<String, String> = [:],
        at now: Timestamp
    ) throws(FileError) {
        let text = detail.map { "\(Self.plain($0))=\(Self.plain($1))" }.joined(separator: ";")
        let instant = RFC3339.text(now)
        let parts = instant.dropLast().split(separator: "T")
        let entry =
            "\(parts.joined(separator: " ")) \(category.rawValue) \(Self.plain(event)) \(text.isEmpty ? "-" : text)"
        try place.withLock { place throws(FileError) in
            let line = try place.next(entry, path)
            try write(line)
            if category.isDurable, fdatasync(descriptor) != 0 { throw FileError("cannot be written", path) }
        }
    }

    /// Without what separates fields, pairs and lines.
    private static func plain(_ text: String) -> String {
        let letters = text.unicodeScalars.prefix(1_000).map { letter -> Character in
            letter.value <= 0x20 || letter.value == 0x7F
                ? "_" : letter == ";" || letter == "=" ? "," : Character(letter)
        }
        return letters.isEmpty ? "-" : String(letters)
    }

    private func write(_ text: String) throws(FileError) {
        try FileBytes.write(Array(text.utf8), to: descriptor, named: path)
    }
}
