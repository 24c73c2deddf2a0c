/// The Cyrillic code page that ISS uses for CSV unless asked otherwise.
///
/// - Source: the Unicode consortium's mapping table CP1251.
package enum Windows1251 {
    /// The same text in UTF-8; the one byte without a meaning (0x98) becomes U+FFFD.
    package static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(scalar(byte)) }
        return Array(String(text).utf8)
    }

    private static func scalar(_ byte: UInt8) -> Unicode.Scalar {
        switch byte {
        case ..<0x80: Unicode.Scalar(byte)
        case 0xC0...: Unicode.Scalar(0x0410 + UInt32(byte) - 0xC0) ?? "\u{FFFD}"
        default: upperHalf[Int(byte) - 0x80]
        }
    }

    /// 0x80 to 0xBF.
    private static let upperHalf = Array(
        """
        ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u{FFFD}™љ›њќћџ\
        \u{A0}ЎўЈ¤Ґ¦§Ё©Є«¬\u{AD}®Ї°±Ііґµ¶·ё№є»јЅѕї
        """.unicodeScalars
    )
}
