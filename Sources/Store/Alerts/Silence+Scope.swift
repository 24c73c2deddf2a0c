package import Market

extension Silence {
    /// `FO obstats`, `staleness`, or `everything`: what is silent, for the audit trail and the command line.
    package var scopeLine: String { Self.scopeLine(rule, market, endpoint) }

    package static func scopeLine(_ rule: AlertRule?, _ market: AlgoPackSegment?, _ endpoint: Endpoint?) -> String {
        let words = [rule?.rawValue, market?.rawValue, endpoint?.rawValue].compactMap(\.self)
        return words.isEmpty ? everything : words.joined(separator: " ")
    }

    package static let everything = "everything"
}
