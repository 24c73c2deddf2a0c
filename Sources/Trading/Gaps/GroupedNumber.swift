/// Numbers as the log lines of the gap scan write them: `4 997.32`.
package enum GroupedNumber {
    /// A number with a space between thousands and a point before its decimals.
    ///
    /// - Parameter decimals: 0 to 6. A number of 10¹² or more is written without grouping.
    package static func text(_ value: Double, decimals: Int) -> String {
        let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
        guard value.isFinite, value.magnitude < 1e12 else { return "\(value)" }
        let scaled = Int64((value.magnitude * scale).rounded())
        let (whole, part) = scaled.quotientAndRemainder(dividingBy: Int64(scale))
        let digits = Array(String(whole))
        var text = value < 0 && scaled > 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text += " " }
            text.append(digit)
        }
        guard decimals > 0 else { return text }
        let fraction = String(part)
        return text + "." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }
}
