/// A data set of AlgoPack that Mayak watches (docs/reference/algopack.md, Data sets).
package enum Endpoint: String, CaseIterable, Codable, Sendable, CustomStringConvertible {
    case tradestats, orderstats, obstats, hi2, futoi

    package init?(_ text: String) {
        self.init(rawValue: text.lowercased())
    }

    package var description: String { rawValue }

    /// True for the sets that publish one slot every five minutes.
    package var isSlotted: Bool { self != .hi2 }
}

/// One endpoint of one market: the unit that is polled, judged and drawn.
package struct Feed: Hashable, Comparable, Codable, Sendable, CustomStringConvertible {
    package let market: AlgoPackSegment
    package let endpoint: Endpoint

    package init(_ market: AlgoPackSegment, _ endpoint: Endpoint) {
        self.market = market
        self.endpoint = endpoint
    }

    /// `FO obstats`.
    package var description: String { "\(market) \(endpoint)" }

    package static func < (left: Feed, right: Feed) -> Bool {
        left.market != right.market ? left.market < right.market : left.order < right.order
    }

    /// Every feed the exchange publishes: FO has no orderstats, only FO has futoi.
    package static let all: [Feed] = AlgoPackSegment.allCases.flatMap { market in
        Endpoint.allCases.filter { exists($0, on: market) }.map { Feed(market, $0) }
    }

    /// The feeds of one market in the order people list them.
    package static func all(of market: AlgoPackSegment) -> [Feed] {
        all.filter { $0.market == market }
    }

    package static func exists(_ endpoint: Endpoint, on market: AlgoPackSegment) -> Bool {
        switch endpoint {
        case .tradestats, .obstats, .hi2: true
        case .orderstats: market != .futures
        case .futoi: market == .futures
        }
    }

    private var order: Int {
        Endpoint.allCases.firstIndex(of: endpoint) ?? 0
    }
}
