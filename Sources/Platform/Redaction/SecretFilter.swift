/// Says of nearly every text that no secret stands in it, in one pass and without memory of its own.
///
/// Every text that is stored comes through here, and what ``Redaction`` does for one that may hold a secret costs a
/// thousand times more. A doubt is a yes. Where a secret stands, its first bytes do: as they are up to a byte that opens an
/// encoding, and there the encoded one.
struct SecretFilter {
    private let table: SecretRegistry.Table
    private let bytes: UnsafeBufferPointer<UInt8>

    /// Whether a secret of the table may stand in the text, in whatever encoding.
    static func mayHold(_ table: SecretRegistry.Table, _ text: String) -> Bool {
        var text = text
        return text.withUTF8 { SecretFilter(table: table, bytes: $0).finds() }
    }

    private func finds() -> Bool {
        for index in bytes.indices {
            let byte = bytes[index]
            guard table.isOfInterest(byte) else { continue }
            for secret in table[byte] where begins(secret, at: index) { return true }
            guard SecretRegistry.opensEncoding(byte) else { continue }
            switch opened(at: index) {
            case .byte(let first): if !table[first].isEmpty { return true }
            case .unknown: return true
            case .nothing: break
            }
        }
        return false
    }

    /// Whether the first bytes of a secret are here, or may be from the first encoded one on.
    private func begins(_ secret: [UInt8], at start: Int) -> Bool {
        for offset in 0..<min(secret.count, SecretRegistry.shortestInside) {
            let index = start + offset
            guard index < bytes.count else { return false }
            let byte = bytes[index]
            guard SecretRegistry.opensEncoding(byte) else {
                guard byte == secret[offset] else { return false }
                continue
            }
            if byte == secret[offset] { return true }
            return switch opened(at: index) {
            case .byte(let first): first == secret[offset]
            case .unknown: true
            case .nothing: false
            }
        }
        return true
    }

    /// What a byte that may open an encoding stands for.
    private enum Opened {
        case byte(UInt8)
        /// It opens nothing, also once what follows is decoded.
        case nothing
        case unknown
    }

    private func opened(at index: Int) -> Opened {
        guard index + 1 < bytes.count else { return bytes[index] == UInt8(ascii: "+") ? .byte(0x20) : .nothing }
        let next = bytes[index + 1]
        switch bytes[index] {
        case UInt8(ascii: "+"): return .byte(0x20)
        case UInt8(ascii: "\\"):
            switch next {
            case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "/"): return .byte(next)
            case UInt8(ascii: "u"), UInt8(ascii: "x"): return .unknown
            default: break
            }
        case UInt8(ascii: "%"):
            if Self.isHex(next) { return .unknown }
        default:  // &
            if follows("lt;", index) { return .byte(UInt8(ascii: "<")) }
            if follows("gt;", index) { return .byte(UInt8(ascii: ">")) }
            if follows("quot;", index) { return .byte(UInt8(ascii: "\"")) }
            if next == UInt8(ascii: "#") || (0x61...0x7A).contains(next | 0x20) { return .unknown }
        }
        return SecretRegistry.opensEncoding(next) ? .unknown : .nothing
    }

    private func follows(_ text: StaticString, _ index: Int) -> Bool {
        let end = index + 1 + text.utf8CodeUnitCount
        guard end <= bytes.count else { return false }
        return text.withUTF8Buffer { bytes[(index + 1)..<end].elementsEqual($0) }
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}
