/// Base 64 with either alphabet of RFC 4648, read strictly.
///
/// There is exactly one text for given bytes: stray characters, white space and set bits behind the last byte are refused,
/// so that a token cannot be altered without its meaning changing.
package struct Base64: Sendable {
    /// With `+` and `/` (§4), as in HTTP Basic.
    package static let standard = Base64(last: "+/")
    /// With `-` and `_` (§5), as in Fernet tokens and JWT.
    package static let urlSafe = Base64(last: "-_")

    package enum Padding: Sendable {
        /// `=` up to a multiple of four characters.
        case required
        /// All of it or none: JWT leaves it out (RFC 7515 §2).
        case optional
    }

    private let digits: [UInt8]
    /// By character; ``none`` for what is no digit.
    private let values: [UInt8]

    private init(last: String) {
        digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789\(last)".utf8)
        var values = [UInt8](repeating: Self.none, count: 256)
        for (value, character) in digits.enumerated() { values[Int(character)] = UInt8(value) }
        self.values = values
    }

    package func encode(_ bytes: [UInt8]) -> String {
        String(unsafeUninitializedCapacity: (bytes.count + 2) / 3 * 4) { text in
            var end = 0
            func put(_ character: UInt8) {
                text.initializeElement(at: end, to: character)
                end += 1
            }
            for start in stride(from: 0, to: bytes.count, by: 3) {
                let left = bytes.count - start
                var bits = UInt32(bytes[start]) << 16
                if left > 1 { bits |= UInt32(bytes[start + 1]) << 8 }
                if left > 2 { bits |= UInt32(bytes[start + 2]) }
                put(digits[Int(bits >> 18)])
                put(digits[Int(bits >> 12 & 63)])
                put(left > 1 ? digits[Int(bits >> 6 & 63)] : Self.pad)
                put(left > 2 ? digits[Int(bits & 63)] : Self.pad)
            }
            return end
        }
    }

    /// Returns nil when the text is not the one encoding of some bytes.
    package func decode(_ text: String, padding: Padding = .required) -> [UInt8]? {
        var text = text
        return text.withUTF8 { text in
            var count = text.count
            while count > 0, text.count - count < 2, text[count - 1] == Self.pad { count -= 1 }
            let isWhole = text.count.isMultiple(of: 4)
            guard isWhole || padding == .optional && count == text.count && count % 4 != 1 else { return nil }
            return decode(digits: UnsafeBufferPointer(rebasing: text[..<count]))
        }
    }

    /// - Parameter text: Not one character more than a multiple of four.
    private func decode(digits text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3 + 2)
        // Checked once at the end: in a digit neither of the upper two bits is set.
        var seen: UInt8 = 0
        var spare: UInt32 = 0
        for start in stride(from: 0, to: text.count, by: 4) {
            let left = text.count - start
            var bits: UInt32 = 0
            for position in 0..<4 {
                let value = position < left ? values[Int(text[start + position])] : 0
                seen |= value
                bits = bits << 6 | UInt32(value & 63)
            }
            bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
            if left > 2 { bytes.append(UInt8(truncatingIfNeeded: bits >> 8)) } else { spare = bits & 0xFFFF }
            if left > 3 { bytes.append(UInt8(truncatingIfNeeded: bits)) } else if left == 3 { spare = bits & 0xFF }
        }
        return seen & 0xC0 == 0 && spare == 0 ? bytes : nil
    }

    private static let pad = UInt8(ascii: "=")
    private static let none: UInt8 = 0xFF
}
