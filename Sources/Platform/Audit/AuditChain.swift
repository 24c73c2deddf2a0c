/// Reads an audit log and says whether it is whole.
package enum AuditChain {
    /// Where a log ends: what the next line follows.
    package struct Place: Hashable, Sendable {
        /// Entries so far.
        package private(set) var entries: UInt64 = 0
        /// Of the last entry; zeros before the first.
        package private(set) var digest = String(repeating: "0", count: 64)

        package init() {}

        /// The line of an entry behind this place, which it then is.
        mutating func next(_ entry: String, _ path: String) throws(FileError) -> String {
            let numbered = "\(entry) \(entries + 1)"
            do throws(FernetError) {
                digest = try Self.digest(of: numbered, after: digest)
            } catch {
                throw FileError(.other, "\(path): no digest: \(error)")
            }
            entries += 1
            return "\(numbered) \(digest)\n"
        }

        /// - Returns: What is wrong with a line; nil where it follows this place, which it then is.
        mutating func take(_ line: Substring) -> String? {
            let fields = line.split(separator: " ", omittingEmptySubsequences: false)
            guard fields.count == 7 else { return "has \(fields.count) fields, not 7" }
            guard UInt64(fields[5]) == entries + 1 else { return "is entry \(fields[5]), not \(entries + 1)" }
            let numbered = fields[..<6].joined(separator: " ")
            // Without a digest nothing can be said to be whole.
            guard let own = try? Self.digest(of: numbered, after: digest), own == fields[6] else {
                return "or a line before it was changed: its digest does not fit"
            }
            digest = own
            entries += 1
            return nil
        }

        private static func digest(of entry: String, after digest: String) throws(FernetError) -> String {
            try FileDigest.sha256(Array("\(digest) \(entry)".utf8))
        }
    }

    /// The first line, from 1, that does not follow the one before.
    package struct Broken: Error, Hashable, Sendable, CustomStringConvertible {
        package let line: Int
        package let detail: String

        package var description: String { "\(line): the line \(detail)" }
    }

    /// A log of many years.
    package static let largest = 1 << 30

    /// - Returns: Where it ends.
    /// - Throws: ``Broken``.
    package static func verify(_ bytes: some Sequence<UInt8>) throws(Broken) -> Place {
        var place = Place()
        let text = String(decoding: Array(bytes), as: UTF8.self)
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.hasPrefix("#") || line.isEmpty { continue }
            if let detail = place.take(line) { throw Broken(line: index + 1, detail: detail) }
        }
        return place
    }
}
