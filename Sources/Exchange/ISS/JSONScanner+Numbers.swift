extension JSONScanner {
    /// Reads a number: an integer where it is written without fraction and exponent and fits `Int64`, else a double.
    ///
    /// What no double holds, such as `1e999` or `-Infinity`, is a value of another kind: one odd cell, not a broken payload.
    mutating func number(_ bytes: Span<UInt8>) throws(PayloadError) -> ScannedCell {
        let start = position
        var at = position
        let isNegative = bytes[at] == .minus
        if isNegative { at &+= 1 }
        let firstDigit = at
        var mantissa: UInt64 = 0
        at = digits(bytes, at, into: &mantissa)
        var digitCount = at &- firstDigit
        let letter = at < bytes.count ? bytes[at] : 0
        if isNegative, digitCount == 0, letter == UInt8(ascii: "I") || letter == UInt8(ascii: "N") {
            position = at
            try word(letter == UInt8(ascii: "N") ? "NaN" : "Infinity", bytes)
            return .other(start..<position)
        }
        guard digitCount > 0 else {
            throw PayloadError(at < bytes.count ? .badNumber : .truncated, at: at)
        }
        guard digitCount == 1 || bytes[firstDigit] != .zero else { throw PayloadError(.badNumber, at: firstDigit) }

        var scale = 0
        var isInteger = true
        if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
            isInteger = false
            let firstDecimal = at &+ 1
            at = digits(bytes, firstDecimal, into: &mantissa)
            scale = firstDecimal &- at
            digitCount &-= scale
            guard scale < 0 else { throw PayloadError(at < bytes.count ? .badNumber : .truncated, at: at) }
        }
        if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            let exponent = try exponent(bytes, &at)
            scale &+= exponent
        }
        position = at

        if isInteger, digitCount <= 18 {
            return .integer(isNegative ? -Int64(mantissa) : Int64(mantissa))
        }
        // Both factors are exact, so one multiplication or division rounds once (Clinger's fast path).
        if digitCount <= 15, -22...22 ~= scale {
            let value = scale < 0 ? Double(mantissa) / powersOfTen[-scale] : Double(mantissa) * powersOfTen[scale]
            return .double(isNegative ? -value : value)
        }
        return try slowNumber(bytes, start..<at, isInteger: isInteger)
    }

    /// Adds the digits from `start` on to the mantissa; it wraps past 19 of them, when the caller does not use it.
    private func digits(_ bytes: Span<UInt8>, _ start: Int, into mantissa: inout UInt64) -> Int {
        var at = start
        while at < bytes.count {
            let digit = bytes[at] &- .zero
            guard digit < 10 else { break }
            mantissa = mantissa &* 10 &+ UInt64(digit)
            at &+= 1
        }
        return at
    }

    private func exponent(_ bytes: Span<UInt8>, _ at: inout Int) throws(PayloadError) -> Int {
        at &+= 1
        var isNegative = false
        if at < bytes.count, bytes[at] == .minus || bytes[at] == UInt8(ascii: "+") {
            isNegative = bytes[at] == .minus
            at &+= 1
        }
        let first = at
        var value = 0
        while at < bytes.count, bytes[at] &- .zero < 10 {
            value = min(value * 10 + Int(bytes[at] - .zero), 100_000)
            at &+= 1
        }
        guard at > first else { throw PayloadError(at < bytes.count ? .badNumber : .truncated, at: at) }
        return isNegative ? -value : value
    }

    /// Long numbers: the standard library rounds them correctly.
    @inline(never)
    private func slowNumber(
        _ bytes: Span<UInt8>,
        _ range: Range<Int>,
        isInteger: Bool
    ) throws(PayloadError) -> ScannedCell {
        guard range.count <= 4096 else { throw PayloadError(.badNumber, at: range.lowerBound) }
        var content: [UInt8] = []
        for index in range { content.append(bytes[index]) }
        let text = String(decoding: content, as: UTF8.self)
        if isInteger, let value = Int64(text) { return .integer(value) }
        guard let value = Double(text) else { throw PayloadError(.badNumber, at: range.lowerBound) }
        return value.isFinite ? .double(value) : .other(range)
    }
}

/// 10⁰ to 10²²: the powers of ten that a double holds exactly.
private let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
    1e20, 1e21, 1e22,
]
