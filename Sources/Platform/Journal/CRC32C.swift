/// The Castagnoli checksum of iSCSI (RFC 3720 appendix B.4), eight bytes at a step (Kounavis and Berry, 2005).
package struct CRC32C {
    private var state = UInt32.max

    package init() {}

    package var value: UInt32 { ~state }

    package mutating func add(_ bytes: UnsafeRawBufferPointer) {
        var crc = state
        var index = 0
        Self.tables.withUnsafeBufferPointer { table in
            while index + 8 <= bytes.count {
                let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let mixed = word ^ UInt64(crc)
                crc = 0
                // The lowest byte has the longest way to go.
                for byte in 0..<8 {
                    crc ^= table[(7 - byte) << 8 | Int(truncatingIfNeeded: mixed >> (byte << 3)) & 0xFF]
                }
                index += 8
            }
            while index < bytes.count {
                crc = crc >> 8 ^ table[Int((crc ^ UInt32(bytes[index])) & 0xFF)]
                index += 1
            }
        }
        state = crc
    }

    package mutating func add(_ bytes: some Collection<UInt8>) {
        if bytes.withContiguousStorageIfAvailable({ add(UnsafeRawBufferPointer($0)) }) == nil {
            Array(bytes).withUnsafeBytes { add($0) }
        }
    }

    package static func of(_ bytes: some Collection<UInt8>) -> UInt32 {
        var crc = CRC32C()
        crc.add(bytes)
        return crc.value
    }

    /// For each of eight places the remainders of the 256 bytes.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var crc = UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0x82F6_3B78 : 0) }
            tables[byte] = crc
        }
        for index in 256..<8 * 256 {
            let before = tables[index - 256]
            tables[index] = before >> 8 ^ tables[Int(before & 0xFF)]
        }
        return tables
    }()
}
