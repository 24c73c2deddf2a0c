extension Money: LosslessStringConvertible {
    /// Reads what ``description`` writes: an optional sign, digits, and an optional point with up to eighteen decimals.
    public init?(_ description: String) {
        let isNegative = description.hasPrefix("-")
        let parts = description.dropFirst(isNegative ? 1 : 0).split(
            separator: ".",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let decimals = parts.count > 1 ? parts[1] : ""
        guard let whole = parts.first, !whole.isEmpty, parts.count == 1 || (1...18).contains(decimals.utf8.count),
            (whole + decimals).utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
            let digits = Int128(whole + decimals + String(repeating: "0", count: 18 - decimals.utf8.count))
        else { return nil }
        self.init(attos: isNegative ? -digits : digits)
    }
}
