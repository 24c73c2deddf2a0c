extension JSONReader {
    /// The text from one quote to the other.
    mutating func string() throws(JSONError) -> String {
        offset += 1
        var pieces: [UInt8] = []
        var begin = offset
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                let text = pieces.isEmpty ? bytes[begin..<offset] : (pieces + bytes[begin..<offset])[...]
                offset += 1
                if repairsText { return String(decoding: text, as: UTF8.self) }
                guard let text = String(validating: text, as: UTF8.self) else { throw failure("text is not UTF-8") }
                return text
            case 0..<0x20: throw failure("a control character inside text must be escaped")
            case UInt8(ascii: "\\"):
                pieces += bytes[begin..<offset]
                try escape(into: &pieces)
                begin = offset
            default: offset += 1
            }
        }
        throw failure("the closing quote is missing")
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        switch offset + 1 < bytes.count ? bytes[offset + 1] : 0 {
        case UInt8(ascii: "\""): text.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): text.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): text.append(UInt8(0x08))
        case UInt8(ascii: "f"): text.append(UInt8(0x0C))
        case UInt8(ascii: "n"): text.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "r"): text.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "t"): text.append(UInt8(ascii: "\t"))
        default: return text.append(contentsOf: String(try codePoint()).utf8)
        }
        offset += 2
    }

    /// `\uXXXX`, or two of them for what lies beyond 16 bits.
    private mutating func codePoint() throws(JSONError) -> Unicode.Scalar {
        let unit = try hexUnit()
        if UTF16.isLeadSurrogate(unit), !repairsText || bytes[offset...].starts(with: "\\u".utf8) {
            let begin = offset
            let low = try hexUnit()
            if UTF16.isTrailSurrogate(low),
                let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
            {
                return scalar
            }
            // Repaired, the second stands for itself.
            offset = begin
        }
        if let scalar = Unicode.Scalar(unit) { return scalar }
        guard repairsText else { throw failure("half of a surrogate pair") }
        return "\u{FFFD}"
    }

    private mutating func hexUnit() throws(JSONError) -> UInt16 {
        guard offset + 6 <= bytes.count, bytes[offset...].starts(with: "\\u".utf8) else {
            throw failure("an unknown escape")
        }
        var unit: UInt16 = 0
        for byte in bytes[offset + 2..<offset + 6] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { throw failure("an unknown escape") }
            unit = unit << 4 | UInt16(digit)
        }
        offset += 6
        return unit
    }
}
