package import Execution
package import Market
import Platform

/// Section `calendar` of a plan: by which calendar of the exchange a trading day ends and, in a backtest, when the venue is open.
package struct CalendarChoice: Hashable, Sendable {
    /// Default: the one that the command knows.
    package var file: String?
    /// Default: shares.
    package var market = AlgoPackSegment.equities
    /// Parts of each trading day in which orders wait and nothing is filled, in Moscow time; default none.
    package var auctions: [DayPart] = []

    package init() {}

    /// Nil where the section is not there.
    init?(_ node: ConfigNode?, _ reader: inout PlanReader) {
        guard let node else { return nil }
        reader.refuse(node, "calendar", allowing: ["file", "market", "auctions"])
        if let path = reader.text(node, "calendar.file"), !path.isEmpty { file = path }
        let markets = AlgoPackSegment.allCases.map(\.rawValue).joined(separator: ", ")
        market = reader.value(node, "calendar.market", default: market, allowed: markets) { AlgoPackSegment($0) }
        guard let list = node["auctions"] else { return }
        if let parts = Self.parts(list) {
            auctions = parts
        } else {
            reader.report(
                "calendar.auctions",
                at: list.position,
                "must be a list of up to \(Self.mostAuctions) parts of a day, such as ['18:40-18:50']"
            )
        }
    }

    private static let mostAuctions = 20

    private static func parts(_ node: ConfigNode) -> [DayPart]? {
        guard case .sequence(let items) = node.content, items.count <= mostAuctions else { return nil }
        let parts = items.compactMap { item -> DayPart? in
            guard case .scalar(let text) = item.content else { return nil }
            return DayPart(text)
        }
        return parts.count == items.count ? parts : nil
    }
}
