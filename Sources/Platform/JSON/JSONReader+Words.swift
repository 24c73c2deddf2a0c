extension JSONReader {
    /// A number, `true`, `false` or `null`.
    mutating func word() throws(JSONError) -> Token {
        let start = offset
        var end = offset
        while end < bytes.count, !Self.ends(bytes[end]) { end += 1 }
        let token: Token? =
            switch bytes[start] {
            case UInt8(ascii: "t"): spells("true", upTo: end) ? .bool(true) : nil
            case UInt8(ascii: "f"): spells("false", upTo: end) ? .bool(false) : nil
            case UInt8(ascii: "n"): spells("null", upTo: end) ? .null : nil
            default: isNumber(upTo: end) ? .number(String(decoding: bytes[start..<end], as: UTF8.self)) : nil
            }
        guard let token else {
            throw failure(end == start ? "a value is missing" : "this is no value; text needs double quotes")
        }
        offset = end
        return token
    }

    /// White space, and what may stand beside a word.
    private static func ends(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"),
            UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["):
            true
        default: false
        }
    }

    private func spells(_ word: String, upTo end: Int) -> Bool {
        bytes[offset..<end].elementsEqual(word.utf8)
    }

    /// RFC 8259 §6: no leading zeros, no plus, digits around the point.
    private func isNumber(upTo end: Int) -> Bool {
        var place = offset
        func take(_ byte: UInt8) -> Bool {
            guard place < end, bytes[place] == byte else { return false }
            place += 1
            return true
        }
        func takeDigits() -> Bool {
            let start = place
            while place < end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) { place += 1 }
            return place > start
        }
        _ = take(UInt8(ascii: "-"))
        guard take(UInt8(ascii: "0")) || takeDigits() else { return false }
        if take(UInt8(ascii: ".")), !takeDigits() { return false }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard takeDigits() else { return false }
        }
        return place == end
    }
}
