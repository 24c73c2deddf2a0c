package import Market
import Platform

/// Section `calendar` of a plan: by which calendar of the exchange a trading day ends.
package struct CalendarChoice: Hashable, Sendable {
    /// Default: the one that the command knows.
    package var file: String?
    /// Default: shares.
    package var market = AlgoPackSegment.equities

    package init() {}

    /// Nil where the section is not there.
    init?(_ node: ConfigNode?, _ reader: inout PlanReader) {
        guard let node else { return nil }
        reader.refuse(node, "calendar", allowing: ["file", "market"])
        if let path = reader.text(node, "calendar.file"), !path.isEmpty { file = path }
        let markets = AlgoPackSegment.allCases.map(\.rawValue).joined(separator: ", ")
        market = reader.value(node, "calendar.market", default: market, allowed: markets) { AlgoPackSegment($0) }
    }
}
