/// One of the three segments of the exchange that AlgoPack publishes: the feeds of one are on pages of their own.
package enum AlgoPackSegment: String, CaseIterable, Comparable, Codable, Sendable, CustomStringConvertible {
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

    package static func < (left: AlgoPackSegment, right: AlgoPackSegment) -> Bool {
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
