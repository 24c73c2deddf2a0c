extension Price: CustomStringConvertible, LosslessStringConvertible {
    /// Decimal without needless zeros: `301.27`, `-0.25`, `92000`.
    public var description: String {
        let magnitude = nanos.magnitude
        let sign = nanos < 0 ? "-" : ""
        let (whole, rest) = magnitude.quotientAndRemainder(dividingBy: UInt64(Self.nanosPerUnit))
        guard rest > 0 else { return "\(sign)\(whole)" }
        var digits = String(rest)
        digits = String(repeating: "0", count: 9 - digits.utf8.count) + digits
        while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
        return "\(sign)\(whole).\(digits)"
    }

    /// As ``init(text:)``; nil for what that refuses.
    public init?(_ description: String) {
        do {
            try self.init(text: description)
        } catch {
            return nil
        }
    }

    /// Reads a decimal number exactly, with no `Double` in between: an optional sign, digits, and an optional point with digits.
    ///
    /// Zeros beyond the ninth decimal are taken; other digits there are not rounded away but refused.
    ///
    /// - Throws: kinds `malformed`, `tooPrecise` and `overflow`.
    public init(text: String) throws(NumberError) {
        var bytes = text.utf8[...]
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes = bytes.dropFirst() }
        // Counted in negative numbers would gain one value; the limit lies far below.
        var nanos: Int64 = 0
        var decimals = 0
        var digits = 0
        var hasPoint = false
        for byte in bytes {
            if byte == UInt8(ascii: "."), !hasPoint, digits > 0 {
                hasPoint = true
                continue
            }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { throw Self.malformed(text) }
            digits += 1
            if hasPoint {
                decimals += 1
                guard decimals <= 9 else {
                    guard byte == UInt8(ascii: "0") else {
                        throw NumberError(.tooPrecise, "\(text.prefix(40)): has more than nine decimals")
                    }
                    continue
                }
            }
            nanos = try Self.shifted(nanos, adding: Int64(byte - UInt8(ascii: "0")), text)
        }
        guard digits > 0, !hasPoint || decimals > 0 else { throw Self.malformed(text) }
        for _ in min(decimals, 9)..<9 { nanos = try Self.shifted(nanos, adding: 0, text) }
        try self.init(nanos: isNegative ? -nanos : nanos)
    }

    private static func shifted(_ number: Int64, adding digit: Int64, _ text: String) throws(NumberError) -> Int64 {
        let (tenfold, isTooLarge) = number.multipliedReportingOverflow(by: 10)
        let (sum, isStillTooLarge) = tenfold.addingReportingOverflow(digit)
        guard !isTooLarge, !isStillTooLarge else {
            throw NumberError(.overflow, "\(text.prefix(40)): is beyond the largest price")
        }
        return sum
    }

    private static func malformed(_ text: String) -> NumberError {
        NumberError(.malformed, "\(text.prefix(40)): is no decimal number such as 301.27")
    }
}

extension Price: Codable {
    /// As text: a JSON number would pass through a `Double`.
    public init(from decoder: any Decoder) throws {
        try self.init(text: try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
