/// The Cyrillic code page that ISS uses for CSV unless asked otherwise (docs/reference/algopack.md, Formats).
///
/// - Source: the Unicode consortium's mapping table CP1251.
package enum Windows1251 {
    /// The same text in UTF-8; the one byte without a meaning (0x98) becomes U+FFFD.
    package static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(byte < 0x80 ? Unicode.Scalar(byte) : upperHalf[Int(byte) - 0x80]) }
        return Array(String(text).utf8)
    }

    /// Bytes of a text; `?` stands for what the table lacks.
    package static func encode(_ text: String) -> [UInt8] {
        let utf8 = Array(text.utf8)
        guard utf8.contains(where: { $0 >= 0x80 }) else { return utf8 }
        return text.unicodeScalars.map { scalar in
            scalar.value < 0x80 ? UInt8(scalar.value) : bytes[scalar] ?? UInt8(ascii: "?")
        }
    }

    /// 0x80 to 0xFF.
    private static let upperHalf = Array(
        """
        ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{FFFD}™љ›њќћџ\
        \u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї\
        АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ\
        абвгдежзийклмнопрстуфхцчшщъыьэюя
        """.unicodeScalars
    )

    private static let bytes: [Unicode.Scalar: UInt8] = {
        var bytes: [Unicode.Scalar: UInt8] = [:]
        for (index, scalar) in upperHalf.enumerated() { bytes[scalar] = UInt8(0x80 + index) }
        bytes["\u{FFFD}"] = nil
        return bytes
    }()
}
