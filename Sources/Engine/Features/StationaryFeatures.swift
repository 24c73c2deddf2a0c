import Analytics
import Glibc
package import Market

/// Features of an instrument's book without its price or its size in them, so that one day's are like another's.
///
/// Made of ``BookFeatures``, each column looking back only. Flows are in parts of the mean depth of the last books, prices in hundredths of a
/// percent of the mid.
package struct StationaryFeatures: Sendable {
    package static let names = [
        "spread_bps", "weighted_mid_bps", "imbalance_1", "imbalance_5", "imbalance_10", "imbalance_weighted",
        "depth_imbalance", "depth_imbalance_change", "bid_distance_5_bps", "ask_distance_5_bps", "ofi", "ofi_10",
        "ofi_50", "mlofi_5", "mlofi_5_10", "mlofi_5_50", "trade_flow", "trade_flow_10", "trade_flow_50", "return_1_bps",
        "return_10_bps", "return_50_bps", "realized_vol_20_bps", "mean_move_120_bps",
    ]

    /// One for each name; NaN until there is enough history.
    package private(set) var values: [Double]
    /// NaN where the book lacks a side or is crossed.
    package private(set) var mid = Double.nan
    package private(set) var spread = Double.nan
    private var features: BookFeatures
    private var depth = 0.0
    private var history: [Step] = []
    private var seen = 0

    /// What is remembered of a book.
    private struct Step {
        /// Sums since the beginning.
        var flow = 0.0
        var deepFlow = 0.0
        var traded = 0.0
        var mid = Double.nan
    }

    private static let longest = 50
    /// How much of the mean depth one book renews.
    private static let renewal = 0.02

    package init(countsPerLot: Int64) {
        features = BookFeatures(countsPerLot: countsPerLot)
        values = [Double](repeating: .nan, count: Self.names.count)
        history = [Step](repeating: Step(), count: Self.longest + 1)
    }

    package mutating func traded(_ lots: Lots, aggressor: Side) { features.traded(lots, aggressor: aggressor) }

    package mutating func update(_ book: borrowing OrderBook) {
        features.update(book)
        spread = features[.spread]
        mid = spread > 0 ? features[.mid] : .nan
        let present = features[.bidDepth] + features[.askDepth]
        depth = seen == 0 ? present : depth + Self.renewal * (present - depth)
        let last = history[seen % history.count]
        var step = Step(flow: last.flow, deepFlow: last.deepFlow, traded: last.traded, mid: mid)
        let deep = features.deepFlow
        // The first book has no flow: there is nothing before it.
        if features[.ofi].isFinite { step.flow += features[.ofi] }
        if deep.isFinite { step.deepFlow += deep }
        step.traded += features[.tradeFlow]
        seen += 1
        history[seen % history.count] = step
        put(deep: deep)
    }

    private mutating func put(deep: Double) {
        func bps(_ value: Double) -> Double { value / mid * 10_000 }
        func past(_ count: Int) -> Step? {
            seen > count ? history[(seen - count) % history.count] : nil
        }
        let now = history[seen % history.count]
        func sum(_ member: KeyPath<Step, Double>, _ count: Int) -> Double {
            past(count).map { (now[keyPath: member] - $0[keyPath: member]) / depth } ?? .nan
        }
        func change(_ count: Int) -> Double { past(count).map { bps(mid - $0.mid) } ?? .nan }
        values = [
            features[.spreadBps], bps(features[.weightedMid] - mid), features[.imbalance1], features[.imbalance5],
            features[.imbalance10], features[.imbalanceWeighted], features[.depthImbalance],
            features[.depthImbalanceChange], bps(mid - features[.bidVWAP5]), bps(features[.askVWAP5] - mid),
            features[.ofi] / depth, sum(\.flow, 10), sum(\.flow, 50), deep / depth, sum(\.deepFlow, 10),
            sum(\.deepFlow, 50), features[.tradeFlow] / depth, sum(\.traded, 10), sum(\.traded, 50), change(1),
            change(10),
            change(50), features[.realizedVol20] * 10_000, features[.meanMoveRelative120] * 10_000,
        ]
    }

    /// Whether every feature has its value.
    package var isWhole: Bool { mid.isFinite && values.allSatisfy(\.isFinite) }
}

extension BookFeatures {
    /// The order-flow imbalance of the best five levels together.
    fileprivate var deepFlow: Double {
        self[.mlofi1] + self[.mlofi2] + self[.mlofi3] + self[.mlofi4] + self[.mlofi5]
    }
}
