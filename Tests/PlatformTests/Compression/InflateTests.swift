import Platform
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
}
