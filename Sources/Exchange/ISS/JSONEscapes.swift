extension UInt8 {
    static let quote = UInt8(ascii: "\"")
    static let backslash = UInt8(ascii: "\\")
    static let comma = UInt8(ascii: ",")
    static let colon = UInt8(ascii: ":")
    static let minus = UInt8(ascii: "-")
    static let zero = UInt8(ascii: "0")
    static let nine = UInt8(ascii: "9")
    static let openBrace = UInt8(ascii: "{")
    static let closeBrace = UInt8(ascii: "}")
    static let openBracket = UInt8(ascii: "[")
    static let closeBracket = UInt8(ascii: "]")
    static let lineFeed = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")

    /// 0 to 15; nil for a byte that is no hexadecimal digit.
    var hexDigit: UInt16? {
        switch self {
        case .zero ... .nine: UInt16(self - .zero)
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(self - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(self - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

/// The content of quoted texts.
enum JSONEscapes {
    /// Replaces escapes that the scanner has checked; half a surrogate pair becomes U+FFFD.
    static func unescaped(_ content: ArraySlice<UInt8>) -> String {
        var result = ""
        var units: [UInt16] = []
        var plain: [UInt8] = []
        var at = content.startIndex
        func flush() {
            result += String(decoding: units, as: UTF16.self)
            result += String(decoding: plain, as: UTF8.self)
            units.removeAll(keepingCapacity: true)
            plain.removeAll(keepingCapacity: true)
        }
        while at < content.endIndex {
            guard content[at] == .backslash, at + 1 < content.endIndex else {
                if !units.isEmpty { flush() }
                plain.append(content[at])
                at += 1
                continue
            }
            if content[at + 1] == UInt8(ascii: "u"), at + 6 <= content.endIndex {
                if !plain.isEmpty { flush() }
                units.append(content[at + 2..<at + 6].reduce(0) { $0 << 4 | ($1.hexDigit ?? 0) })
                at += 6
            } else {
                if !units.isEmpty { flush() }
                plain.append(escaped(content[at + 1]))
                at += 2
            }
        }
        flush()
        return result
    }

    /// The byte that a one-letter escape stands for.
    private static func escaped(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "b"): 0x08
        case UInt8(ascii: "f"): 0x0C
        case UInt8(ascii: "n"): 0x0A
        case UInt8(ascii: "r"): 0x0D
        case UInt8(ascii: "t"): 0x09
        default: letter
        }
    }
}
