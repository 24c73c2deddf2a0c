import Platform

/// Finds a file in a zip archive; stored and deflated ones, without encryption.
enum ZipArchive {
    /// - Parameter limit: the most bytes that may come out.
    /// - Returns: Nil where the archive has no such file.
    /// - Throws: ``FeedError``
    static func file(_ name: String, in bytes: [UInt8], limit: Int) throws(FeedError) -> [UInt8]? {
        guard let end = endRecord(bytes) else { throw FeedError(.malformed, "is no zip archive") }
        let count = number(bytes, end + 10, 2)
        var entry = number(bytes, end + 16, 4)
        for _ in 0..<count {
            guard entry + 46 <= bytes.count, number(bytes, entry, 4) == 0x0201_4B50 else { break }
            let nameLength = number(bytes, entry + 28, 2)
            let next = entry + 46 + nameLength + number(bytes, entry + 30, 2) + number(bytes, entry + 32, 2)
            guard next <= bytes.count else { break }
            if bytes[(entry + 46)..<(entry + 46 + nameLength)].elementsEqual(name.utf8) {
                return try content(bytes, entry, limit)
            }
            entry = next
        }
        return nil
    }

    static func isZip(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
    }

    private static func content(_ bytes: [UInt8], _ entry: Int, _ limit: Int) throws(FeedError) -> [UInt8] {
        let method = number(bytes, entry + 10, 2)
        let packedSize = number(bytes, entry + 20, 4)
        let header = number(bytes, entry + 42, 4)
        guard header + 30 <= bytes.count else { throw FeedError(.cut, "the archive is cut") }
        let start = header + 30 + number(bytes, header + 26, 2) + number(bytes, header + 28, 2)
        // Sizes of all ones stand elsewhere, for files beyond 4 GB.
        guard packedSize < 0xFFFF_FFFF, start + packedSize <= bytes.count else {
            throw FeedError(.cut, "the archive is cut, or larger than 4 GB")
        }
        let packed = Array(bytes[start..<start + packedSize])
        switch method {
        case 0: return packed
        case 8:
            do throws(InflateError) {
                return try Inflate.unpack(packed, .none, limit: limit)
            } catch {
                throw FeedError(.malformed, "\(error)")
            }
        default: throw FeedError(.malformed, "the archive's compression \(method) is not known")
        }
    }

    /// The record at the end of an archive, before a comment of up to 64 KB.
    private static func endRecord(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        return stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 65_535), by: -1).first {
            number(bytes, $0, 4) == 0x0605_4B50
        }
    }

    private static func number(_ bytes: [UInt8], _ offset: Int, _ width: Int) -> Int {
        guard offset >= 0, offset + width <= bytes.count else { return 0 }
        return (0..<width).reversed().reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
    }
}
