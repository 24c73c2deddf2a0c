import Platform
import TestKit
import Testing

@Suite("CRC32C")
struct CRC32CTests {
    /// RFC 3720 appendix B.4, and the check value of the catalogue of CRC algorithms (CRC-32/ISCSI).
    static let vectors: [(bytes: [UInt8], checksum: UInt32)] = [
        ([], 0), (Array("123456789".utf8), 0xE306_9283), ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
        ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43), (Array(0...31), 0x46DD_794E),
        (Array(stride(from: 31, through: 0, by: -1)), 0x113F_DB5C),
    ]

    @Test("agrees with the published values", arguments: vectors)
    func vector(_ row: (bytes: [UInt8], checksum: UInt32)) {
        #expect(CRC32C.of(row.bytes) == row.checksum)
    }

    @Test("does not care how the bytes come")
    func pieces() {
        var random = SeededRandom(seed: 3)
        let bytes = (0..<1_000).map { _ in UInt8.random(in: 0...255, using: &random) }
        for _ in 1...100 {
            let cut = Int.random(in: 0...bytes.count, using: &random)
            var crc = CRC32C()
            crc.add(bytes[..<cut])
            crc.add(bytes[cut...])
            #expect(crc.value == CRC32C.of(bytes))
        }
    }
}
