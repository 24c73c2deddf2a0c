import Platform
import TestKit
import Testing

@Suite("Inflate")
struct InflateTests {
    /// `printf 'mayak mayak mayak\n' | gzip -n | xxd -i`.
    private static let packed: [UInt8] = [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xcb, 0x4d, 0xac, 0x4c, 0xcc, 0x56, 0xc8, 0x45,
        0x90,
        0x5c, 0x00, 0x96, 0x45, 0x62, 0x03, 0x12, 0x00, 0x00, 0x00,
    ]
    private static let plain = Array("mayak mayak mayak\n".utf8)

    @Test("a gzip file, one behind another, and the bare bytes inside")
    func unpacks() throws {
        #expect(try Inflate.unpack(Self.packed, limit: 100) == Self.plain)
        #expect(try Inflate.unpack(Self.packed + Self.packed, limit: 100) == Self.plain + Self.plain)
        #expect(try Inflate.unpack(Array(Self.packed[10..<21]), .none, limit: 100) == Self.plain)
    }

    @Test("what is cut, broken or too large is refused")
    func refuses() {
        for length in 0..<Self.packed.count {
            #expect(throws: InflateError.self) { try Inflate.unpack(Array(Self.packed[..<length]), limit: 100) }
        }
        var broken = Self.packed
        broken[22] ^= 1
        #expect(throws: InflateError.self) { try Inflate.unpack(broken, limit: 100) }
        #expect(throws: InflateError.self) { try Inflate.unpack(Self.packed, limit: 17) }
    }

    @Test("the CRC-32 of bytes of any length, wherever they begin, is that of a bit by bit division")
    func checksum() {
        var random = SeededRandom(seed: 3)
        let bytes = (0..<700).map { _ in UInt8.random(in: 0...255, using: &random) }
        for start in [0, 1, 7] {
            var sum = UInt32.max
            for end in start...bytes.count {
                #expect(bytes[start..<end].withUnsafeBytes { Inflate.crc32($0) } == ~sum)
                guard end < bytes.count else { continue }
                sum ^= UInt32(bytes[end])
                for _ in 0..<8 { sum = sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
            }
        }
        #expect(Array("123456789".utf8).withUnsafeBytes { Inflate.crc32($0) } == 0xCBF4_3926)
    }
}
