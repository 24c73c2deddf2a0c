/// Reads a field of a recording.
enum RecordedCell {
    /// The digits that a cell holds.
    private static let mostDigits = 18

    /// An empty field is null, and so is what Python writes for "not a number".
    ///
    /// A number is read in any of its forms, `1e-05` too, and served as one; what is no number goes out as it is, as an odd cell of the
    /// exchange would.
    static func cell(_ text: String, _ kind: Column.Kind) -> Cell {
        guard !text.isEmpty else { return .null }
        switch kind {
        case .string, .date, .time, .datetime: return .text(text)
        case .int32, .int64, .double: break
        }
        if let value = Int64(text) { return .int(value) }
        guard let value = Double(text) else { return .text(text) }
        guard value.isFinite else { return .null }
        return exact(text) ?? .text(text)
    }

    /// The number that the text says, to the last of its digits; beyond 18 of them they are cut.
    private static func exact(_ text: String) -> Cell? {
        let parts = text.lowercased().split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
        let halves = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard var exponent = parts.count > 1 ? Int(parts[1]) : 0, exponent.magnitude < 400 else { return nil }
        let isNegative = halves[0].first == "-"
        let fraction = halves.count > 1 ? halves[1] : ""
        exponent -= fraction.count
        var digits = (halves[0].drop { $0 == "-" || $0 == "+" } + fraction).drop { $0 == "0" }
        while digits.last == "0" {
            digits = digits.dropLast()
            exponent += 1
        }
        // What is cut is below the last digit that can be kept.
        let surplus = max(digits.count - mostDigits, -mostDigits - exponent)
        if surplus > 0 {
            digits = digits.dropLast(surplus)
            exponent += surplus
        }
        guard !digits.isEmpty else { return .int(0) }
        guard let mantissa = Int64(isNegative ? "-" + digits : digits) else { return nil }
        if exponent < 0 { return .decimal(mantissa, scale: -exponent) }
        guard digits.count + exponent <= mostDigits else { return nil }
        return .int((0..<exponent).reduce(mantissa) { value, _ in value * 10 })
    }
}
