/// One record of a journal.
package struct JournalRecord: Hashable, Sendable {
    /// Counts from 1 and never repeats.
    package let number: UInt64
    package let payload: [UInt8]
}

/// A record as it lies in a file: a header, little-endian, and the payload.
///
/// `length u32 · checksum u32 · number u64 · place u32 · payload`. The checksum is of all the rest. `place` counts the
/// records before it in the same write: the one after is only begun when this one is durable, which tells a write that a
/// crash tore from a record that was damaged later (``JournalScan``).
enum JournalFrame {
    static let headerBytes = 20

    static func append(_ payload: [UInt8], number: UInt64, place: UInt32, to buffer: inout [UInt8]) {
        var header: [UInt8] = []
        header.reserveCapacity(headerBytes)
        header.append(littleEndian: UInt32(payload.count))
        header.append(littleEndian: UInt32(0))
        header.append(littleEndian: number)
        header.append(littleEndian: place)
        let checksum = checksum(header[...], payload[...])
        for index in 0..<4 { header[4 + index] = UInt8(truncatingIfNeeded: checksum >> (8 * index)) }
        buffer += header
        buffer += payload
    }

    /// A frame that was read, its payload still in the file's bytes.
    struct Found {
        let number: UInt64
        let place: UInt32
        let payload: Range<Int>
    }

    /// The frame at an offset; nil when there is none that is whole and sound.
    ///
    /// - Parameter numbers: a frame of another number is none.
    static func read(_ bytes: [UInt8], at offset: Int, numbers: ClosedRange<UInt64>) -> Found? {
        guard offset + headerBytes <= bytes.count else { return nil }
        let length = Int(bytes.integer(at: offset, as: UInt32.self))
        let number = bytes.integer(at: offset + 8, as: UInt64.self)
        // Before the checksum, because it is quicker.
        guard numbers.contains(number), length <= bytes.count - offset - headerBytes else { return nil }
        let payload = offset + headerBytes..<offset + headerBytes + length
        let sum = checksum(bytes[offset..<payload.lowerBound], bytes[payload])
        guard sum == bytes.integer(at: offset + 4, as: UInt32.self) else { return nil }
        return Found(number: number, place: bytes.integer(at: offset + 16, as: UInt32.self), payload: payload)
    }

    private static func checksum(_ header: ArraySlice<UInt8>, _ payload: ArraySlice<UInt8>) -> UInt32 {
        var crc = CRC32C()
        crc.add(header.prefix(4))
        crc.add(header.dropFirst(8))
        crc.add(payload)
        return crc.value
    }
}

extension [UInt8] {
    mutating func append<Number: FixedWidthInteger>(littleEndian number: Number) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    /// - Precondition: so many bytes are there.
    func integer<Number: FixedWidthInteger>(at offset: Int, as type: Number.Type) -> Number {
        withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: type)) }
    }
}
