/// One of the three markets that AlgoPack publishes.
package enum MarketID: String, CaseIterable, Comparable, Codable, Sendable, CustomStringConvertible {
    /// Shares: engine `stock`, market `shares`, board TQBR.
    case equities = "EQ"
    /// Currency: engine `currency`, market `selt`, board CETS.
    case currency = "FX"
    /// Futures: engine `futures`, market `forts`, board RFUD.
    case futures = "FO"

    /// Reads `EQ`, `fx` and the like.
    package init?(_ text: String) {
        self.init(rawValue: text.uppercased())
    }

    package var description: String { rawValue }

    /// The lower-case form that AlgoPack paths use: `eq`, `fx`, `fo`.
    package var pathComponent: String { rawValue.lowercased() }

    package static func < (left: MarketID, right: MarketID) -> Bool {
        left.order < right.order
    }

    private var order: Int {
        switch self {
        case .equities: 0
        case .currency: 1
        case .futures: 2
        }
    }
}
