/// The encoding of ISS texts in CSV.
enum Windows1251 {
    /// Bytes of a text; `?` stands for what the table lacks.
    static func encode(_ text: String) -> [UInt8] {
        let utf8 = Array(text.utf8)
        return utf8.contains { $0 >= 0x80 } ? text.unicodeScalars.map(byte) : utf8
    }

    private static func byte(_ scalar: Unicode.Scalar) -> UInt8 {
        switch scalar.value {
        case 0..<0x80: return UInt8(scalar.value)
        case 0x410...0x44F: return UInt8(scalar.value - 0x410 + 0xC0)
        case 0x401: return 0xA8
        case 0x451: return 0xB8
        case 0xA0, 0xA4, 0xA6, 0xA7, 0xA9, 0xAB...0xAE, 0xB0, 0xB1, 0xB5...0xB7, 0xBB: return UInt8(scalar.value)
        default: return punctuation[scalar.value] ?? UInt8(ascii: "?")
        }
    }

    private static let punctuation: [UInt32: UInt8] = [
        0x2013: 0x96, 0x2014: 0x97, 0x2018: 0x91, 0x2019: 0x92, 0x201C: 0x93, 0x201D: 0x94, 0x201E: 0x84,
        0x2026: 0x85, 0x20AC: 0x88, 0x2116: 0xB9,
    ]
}
