import Glibc

/// One file of a journal: `00000000000000000001.journal`, named after its first record.
///
/// It begins with `MAYAKJ01`, the number of its first record and a checksum of both.
struct JournalSegment: Hashable {
    static let headerBytes = 20
    private static let magic = Array("MAYAKJ01".utf8)
    private static let suffix = ".journal"

    let path: String
    let first: UInt64

    init(first: UInt64, in folder: String) {
        self.first = first
        let digits = String(first)
        path = "\(folder)/\(String(repeating: "0", count: 20 - digits.count))\(digits)\(Self.suffix)"
    }

    /// The segments of a folder, oldest first.
    static func all(in folder: String) throws(JournalError) -> [JournalSegment] {
        guard let stream = opendir(folder) else { throw JournalError("cannot be listed", folder) }
        defer { closedir(stream) }
        var found: [JournalSegment] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasSuffix(suffix), let first = UInt64(name.dropLast(suffix.count)) else { continue }
            found.append(JournalSegment(first: first, in: folder))
        }
        return found.sorted { $0.first < $1.first }
    }

    var header: [UInt8] {
        var bytes = Self.magic
        bytes.append(littleEndian: first)
        bytes.append(littleEndian: CRC32C.of(bytes))
        return bytes
    }

    func read() throws(JournalError) -> [UInt8] {
        do {
            return try FileBytes.read(path, limit: Int.max)
        } catch {
            throw JournalError(.inputOutput, error.detail)
        }
    }
}
