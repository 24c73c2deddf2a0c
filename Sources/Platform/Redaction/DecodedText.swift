/// A text as bytes, and as somebody would read it who decodes it once more; every byte knows where it comes from.
///
/// Servers and proxies echo what they got in forms of their own: percent-encoded in an address, with `\u0041` and `\/` in JSON,
/// with `&#58;` and `&amp;` in a page, and one inside the other.
struct DecodedText {
    private(set) var bytes: [UInt8]
    /// Where the piece of the original text that a byte stands for begins and ends.
    private(set) var starts: [Int]
    private(set) var ends: [Int]

    init(_ text: String) {
        bytes = Array(text.utf8)
        starts = Array(0..<bytes.count)
        ends = Array(1..<(bytes.count + 1))
    }

    /// Decoded once; nil when that changes nothing.
    var decoded: DecodedText? {
        guard bytes.contains(where: Self.isOpening) else { return nil }
        var result = self
        result.bytes = []
        result.starts = []
        result.ends = []
        var index = 0
        while index < bytes.count {
            // A plus stands for a space in forms only, and for itself everywhere else.
            let isPlus = bytes[index] == UInt8(ascii: "+")
            if !isPlus, let piece = encoded(at: index) {
                for byte in piece.bytes {
                    result.bytes.append(byte)
                    result.starts.append(starts[index])
                    result.ends.append(ends[piece.next - 1])
                }
                index = piece.next
            } else {
                result.bytes.append(bytes[index])
                result.starts.append(starts[index])
                result.ends.append(ends[index])
                index += 1
            }
        }
        return result.bytes.count < bytes.count ? result : nil
    }

    /// What the encoded piece at an index stands for, and where it ends; nil when there is none.
    func encoded(at index: Int) -> (bytes: [UInt8], next: Int)? {
        switch bytes[index] {
        case UInt8(ascii: "%"): hex(index + 1, 2).map { ([UInt8($0)], index + 3) }
        case UInt8(ascii: "\\"): escape(at: index)
        case UInt8(ascii: "&"): entity(at: index)
        case UInt8(ascii: "+"): ([0x20], index + 1)
        default: nil
        }
    }

    private static func isOpening(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "%") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "&")
    }

    /// `\u003a`, `\x3a`, `\/`, `\"`, `\\`.
    private func escape(at index: Int) -> ([UInt8], Int)? {
        let start = index + 1
        guard start < bytes.count else { return nil }
        switch bytes[start] {
        case UInt8(ascii: "u"):
            guard let unit = hex(start + 1, 4) else { return nil }
            guard UTF16.isLeadSurrogate(UInt16(unit)) else { return Self.utf8(UInt32(unit)).map { ($0, start + 5) } }
            guard start + 6 < bytes.count, bytes[start + 5] == UInt8(ascii: "\\"),
                bytes[start + 6] == UInt8(ascii: "u"),
                let low = hex(start + 7, 4), UTF16.isTrailSurrogate(UInt16(low))
            else { return nil }
            let scalar = 0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00)
            return Self.utf8(scalar).map { ($0, start + 11) }
        case UInt8(ascii: "x"):
            return hex(start + 1, 2).map { ([UInt8($0)], start + 3) }
        case UInt8(ascii: "/"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"):
            return ([bytes[start]], start + 1)
        default: return nil
        }
    }

    /// `&amp;`, `&#58;`, `&#x3a;`.
    private func entity(at index: Int) -> ([UInt8], Int)? {
        guard let end = bytes[index...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: bytes[(index + 1)..<end], as: UTF8.self).lowercased()
        let scalar: UInt32?
        switch name {
        case "amp": scalar = 0x26
        case "lt": scalar = 0x3C
        case "gt": scalar = 0x3E
        case "quot": scalar = 0x22
        case "apos": scalar = 0x27
        case "colon": scalar = 0x3A
        case _ where name.hasPrefix("#x"): scalar = UInt32(name.dropFirst(2), radix: 16)
        case _ where name.hasPrefix("#"): scalar = UInt32(name.dropFirst())
        default: scalar = nil
        }
        return scalar.flatMap(Self.utf8).map { ($0, end + 1) }
    }

    private func hex(_ start: Int, _ count: Int) -> Int? {
        guard start + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[start..<(start + count)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    private static func utf8(_ scalar: UInt32) -> [UInt8]? {
        Unicode.Scalar(scalar).map { Array(String(Character($0)).utf8) }
    }
}
