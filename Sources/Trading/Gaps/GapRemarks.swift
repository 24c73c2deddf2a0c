package import Market

/// What else the gaps of a day may come from: dividends that shares trade without from that day on, and splits.
package struct GapRemarks: Hashable, Sendable {
    /// By code, the splits since the day before; the closes of these shares are told in new shares.
    package var splits: [SecID: ShareSplit] = [:]
    /// By code, what a share pays to those who had it before the day.
    package var dividends: [SecID: Double] = [:]
    /// Why nothing is known of splits; nil where the source has an answer.
    package var splitTrouble: String?
    /// By code, why nothing is known of a share's dividends.
    package var dividendTroubles: [SecID: String] = [:]
    /// Shares that pass, of whose dividends the source was not asked.
    package var unasked: Set<SecID> = []

    package init() {}

    /// What is not known, one line each; empty where everything is.
    package var lines: [String] {
        if let splitTrouble, unasked.isEmpty, Set(dividendTroubles.values) == [splitTrouble] {
            return ["splits and dividends are not known: \(splitTrouble)"]
        }
        var lines = splitTrouble.map { ["splits are not known: \($0)"] } ?? []
        let reasons = Set(dividendTroubles.values).sorted()
        for reason in reasons {
            let codes = dividendTroubles.filter { $0.value == reason }.keys.sorted().map(\.text)
            lines.append("dividends of \(codes.joined(separator: ", ")) are not known: \(reason)")
        }
        if !unasked.isEmpty {
            lines.append("dividends of \(unasked.count) smaller gaps were not asked for")
        }
        return lines
    }
}
