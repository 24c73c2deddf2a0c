/// A strict walk over JSON text (RFC 8259) that builds nothing but the strings asked for.
struct JSONScanner {
    private let bytes: [UInt8]
    private(set) var position = 0
    /// Deeper nesting is refused, so that a hostile body cannot exhaust the stack.
    private static let maximumDepth = 100

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || (0x09...0x0D).contains(byte) && byte != 0x0B && byte != 0x0C {
            position += 1
        }
    }

    /// Calls `field` at the start of every value; it must move past the value.
    mutating func object(
        _ field: (inout JSONScanner, String) throws(WebArgumentError) -> Void
    ) throws(WebArgumentError) {
        try expect("{")
        skipSpace()
        if take("}") { return }
        repeat {
            skipSpace()
            let name = try string()
            skipSpace()
            try expect(":")
            skipSpace()
            try field(&self, name)
            skipSpace()
        } while take(",")
        try expect("}")
    }

    mutating func skipValue(depth: Int) throws(WebArgumentError) {
        guard depth < Self.maximumDepth else { throw malformed("nesting deeper than \(Self.maximumDepth)") }
        switch next {
        case UInt8(ascii: "{"):
            try object { scanner, _ throws(WebArgumentError) in try scanner.skipValue(depth: depth + 1) }
        case UInt8(ascii: "["):
            try skipArray(depth: depth)
        case UInt8(ascii: "\""):
            _ = try string()
        case UInt8(ascii: "t"):
            try expect("true")
        case UInt8(ascii: "f"):
            try expect("false")
        case UInt8(ascii: "n"):
            try expect("null")
        default:
            try skipNumber()
        }
    }

    /// Reads a string and its escapes; a lone surrogate becomes U+FFFD.
    mutating func string() throws(WebArgumentError) -> String {
        try expect("\"")
        var units: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"): units += try escape()
            case ..<0x20: throw malformed("a control character in a string")
            default: units.append(byte)
            }
        }
        throw malformed("a string without end")
    }

    func malformed(_ what: String) -> WebArgumentError {
        WebArgumentError(kind: .malformedJSON, detail: "Not a JSON object: \(what) at byte \(position)")
    }

    private mutating func skipArray(depth: Int) throws(WebArgumentError) {
        try expect("[")
        skipSpace()
        if take("]") { return }
        repeat {
            skipSpace()
            try skipValue(depth: depth + 1)
            skipSpace()
        } while take(",")
        try expect("]")
    }

    private mutating func skipNumber() throws(WebArgumentError) {
        _ = take("-")
        if !take("0") { try skipDigits() }
        if take(".") { try skipDigits() }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            try skipDigits()
        }
    }

    private mutating func skipDigits() throws(WebArgumentError) {
        let start = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw malformed("no value or no digit") }
    }

    private mutating func escape() throws(WebArgumentError) -> [UInt8] {
        guard let byte = next else { throw malformed("a string without end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            var units = [try hexUnit()]
            // A high surrogate takes the escape that follows with it.
            if UTF16.isLeadSurrogate(units[0]), bytes[position...].starts(with: "\\u".utf8) {
                position += 2
                units.append(try hexUnit())
            }
            return Array(String(decoding: units, as: UTF16.self).utf8)
        default: throw malformed("an unknown escape")
        }
    }

    private mutating func hexUnit() throws(WebArgumentError) -> UInt16 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw malformed("a broken \\u escape") }
        position += 4
        return unit
    }

    private mutating func take(_ text: StaticString) -> Bool {
        let isThere = text.withUTF8Buffer { bytes[position...].starts(with: $0) }
        if isThere { position += text.utf8CodeUnitCount }
        return isThere
    }

    private mutating func expect(_ text: StaticString) throws(WebArgumentError) {
        guard take(text) else { throw malformed("\(text) expected") }
    }
}
