import CShims
import CZLib

/// Unpacks deflated bytes (RFC 1951, RFC 1952) with zlib.
package enum Inflate {
    /// What stands around the deflated bytes.
    package enum Wrapping: Sendable {
        /// A gzip file, of one member or several.
        case gzip
        /// Nothing: what a zip archive holds.
        case none
    }

    /// - Parameter limit: the most bytes that may come out, so that a small file cannot fill the memory.
    /// - Throws: ``InflateError``.
    package static func unpack(_ packed: [UInt8], _ wrapping: Wrapping = .gzip, limit: Int) throws(InflateError)
        -> [UInt8]
    {
        var stream = z_stream()
        guard czlib_inflate_init(&stream, wrapping == .gzip ? 15 + 16 : -15) == Z_OK else {
            throw InflateError(.noMemory, "zlib has no memory")
        }
        defer { inflateEnd(&stream) }
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        var offset = 0
        while true {
            let (code, used, made) = step(&stream, packed, offset, &chunk)
            offset += used
            guard output.count + made <= limit else {
                throw InflateError(.tooLarge, "there are more than \(limit) bytes in it")
            }
            output += chunk[..<made]
            switch code {
            case Z_STREAM_END:
                // Files that were appended to each other are one file.
                guard wrapping == .gzip, isGzip(packed[offset...]) else { return output }
                inflateReset(&stream)
            case Z_OK where used > 0 || made > 0: continue
            case Z_OK, Z_BUF_ERROR: throw InflateError(.cut, "the compressed data end too early")
            default: throw InflateError(.broken, "the compressed data are broken at byte \(offset)")
            }
        }
    }

    /// Whether bytes begin as a gzip file does.
    package static func isGzip(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: [0x1F, 0x8B])
    }

    /// CRC-32 (ISO 3309), as gzip, zip and PNG use it.
    package static func crc32(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
        var sum: UInt32 = 0
        let taken = cshims_crc32_fold(start, bytes.count, &sum)
        return UInt32(truncatingIfNeeded: crc32_z(UInt(sum), start + taken, bytes.count - taken))
    }

    private static func step(
        _ stream: inout z_stream,
        _ packed: [UInt8],
        _ offset: Int,
        _ chunk: inout [UInt8]
    ) -> (code: Int32, used: Int, made: Int) {
        let room = chunk.count
        return packed.withUnsafeBufferPointer { input in
            chunk.withUnsafeMutableBufferPointer { output in
                let given = UInt32(clamping: min(input.count - offset, 1 << 30))
                // zlib does not write to its input; its type says so only since a macro is set.
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + offset })
                stream.avail_in = given
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(room)
                let code = inflate(&stream, Z_NO_FLUSH)
                return (code, Int(given - stream.avail_in), room - Int(stream.avail_out))
            }
        }
    }
}

/// Compressed bytes that cannot be unpacked.
package struct InflateError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case broken, cut, tooLarge, noMemory
    }

    package let kind: Kind
    package let detail: String

    init(_ kind: Kind, _ detail: String) {
        self.kind = kind
        self.detail = detail
    }

    package var description: String { detail }
}
