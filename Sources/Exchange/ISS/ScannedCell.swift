/// One value as the scanner met it, before its column is known as a whole.
struct ScannedCell {
    enum Kind: UInt8 {
        case null, integer, double, text
        /// `true` or `false`.
        case flag
        /// What a table has no place for: a list, an object, `NaN`, `Infinity`.
        case other
    }

    var kind: Kind
    /// Bits of an `Int64` (0 or 1 for a flag), of a `Double`, or of a ``TextSlice``: what the payload has there.
    var bits: UInt64

    static let null = ScannedCell(kind: .null, bits: 0)

    static func integer(_ value: Int64) -> ScannedCell {
        ScannedCell(kind: .integer, bits: UInt64(bitPattern: value))
    }

    static func double(_ value: Double) -> ScannedCell {
        ScannedCell(kind: .double, bits: value.bitPattern)
    }

    static func text(_ slice: TextSlice) -> ScannedCell {
        ScannedCell(kind: .text, bits: slice.bits)
    }

    static func flag(_ value: Bool) -> ScannedCell {
        ScannedCell(kind: .flag, bits: value ? 1 : 0)
    }

    /// - Parameter range: where it stands in the payload; what is too long is cut.
    static func other(_ range: Range<Int>) -> ScannedCell {
        let length = min(range.count, TextSlice.maximumLength)
        return ScannedCell(
            kind: .other,
            bits: TextSlice(offset: range.lowerBound, length: length, hasEscapes: false).bits
        )
    }

    /// The value for people, at most 40 characters.
    func sample(_ payload: [UInt8]) -> String {
        switch kind {
        case .null: return "null"
        case .integer: return "\(Int64(bitPattern: bits))"
        case .double: return "\(Double(bitPattern: bits))"
        case .flag: return bits == 1 ? "true" : "false"
        case .text, .other:
            let slice = TextSlice(bits: bits)
            let text = String(decoding: payload[slice.offset..<slice.end].prefix(160), as: UTF8.self)
            return String(text.prefix(40))
        }
    }
}

/// A place in the payload, packed into a word: 40 bits of offset, 23 of length, one that says "holds escapes".
struct TextSlice {
    let bits: UInt64

    init(bits: UInt64) {
        self.bits = bits
    }

    init(offset: Int, length: Int, hasEscapes: Bool) {
        bits = UInt64(offset) << 24 | UInt64(length) << 1 | (hasEscapes ? 1 : 0)
    }

    var offset: Int { Int(bits >> 24) }
    var length: Int { Int(bits >> 1 & 0x7F_FFFF) }
    var hasEscapes: Bool { bits & 1 == 1 }
    var end: Int { offset + length }

    static let maximumLength = 0x7F_FFFF
}
