/// Base 64 with the URL-safe alphabet (RFC 4648 §5), read strictly.
///
/// Padding is required, and there is exactly one text for given bytes: stray characters, white space and set bits behind
/// the last byte are refused, so that a token cannot be altered without its meaning changing.
package enum Base64URL {
    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for position in 0..<4 {
                let digit = Int(bits >> UInt32(18 - 6 * position)) & 63
                text.append(position <= group.count ? alphabet[digit] : padding)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Returns nil when the text is not the one encoding of some bytes.
    package static func decode(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count.isMultiple(of: 4) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count / 4 * 3)
        for start in stride(from: 0, to: characters.count, by: 4) {
            let group = characters[start..<start + 4]
            let digits = group.prefix { $0 != padding }
            let isLast = start + 4 == characters.count
            guard digits.count == 4 || isLast && digits.count >= 2,
                group.dropFirst(digits.count).allSatisfy({ $0 == padding })
            else { return nil }
            var bits: UInt32 = 0
            for digit in digits {
                guard let value = values[Int(digit)] else { return nil }
                bits = bits << 6 | UInt32(value)
            }
            let spare = UInt32(digits.count * 6 % 8)
            guard bits & ((1 << spare) - 1) == 0 else { return nil }
            bits >>= spare
            let count = digits.count - 1
            for position in 0..<count {
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(8 * (count - 1 - position))))
            }
        }
        return bytes
    }

    private static let padding = UInt8(ascii: "=")
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let values: [UInt8?] = {
        var values = [UInt8?](repeating: nil, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()
}
