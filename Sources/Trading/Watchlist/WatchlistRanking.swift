package import Market

/// A share that may be on the watchlist, with its numbers after the last day.
package struct WatchlistCandidate: Hashable, Sendable {
    package let secid: SecID
    package let close: Double
    package let factors: [WatchlistFactor: Double]

    /// Nil where a factor is missing: the share has too few bars.
    package init?(_ secid: SecID, close: Double, factors: [WatchlistFactor: Double]) {
        guard WatchlistFactor.allCases.allSatisfy({ factors[$0]?.isFinite == true }) else { return nil }
        self.secid = secid
        self.close = close
        self.factors = factors
    }
}

/// A candidate's score and place.
package struct RankedShare: Hashable, Sendable {
    package let secid: SecID
    package let close: Double
    /// 0 to 100.
    package let score: Double
    /// 1 for the best.
    package let rank: Int
    /// The share of the others that it outranks by each factor, 0 to 1; equal ones count half.
    package let parts: [WatchlistFactor: Double]

    /// In words, for a reason that is kept: `liquidity 0.98, trend 0.50, momentum 0.75, volatility 0.10`.
    package var explanation: String {
        WatchlistFactor.allCases.map { "\($0) \(GroupedNumber.text(parts[$0] ?? 0, decimals: 2))" }
            .joined(separator: ", ")
    }
}

/// Ranks candidates: score = 100 · Σ weight · part / Σ weight.
package enum WatchlistRanking {
    /// The best first; of equal scores the code decides, so that two runs agree.
    ///
    /// Weights that are all 0 make every score 0.
    package static func ranked(
        _ candidates: [WatchlistCandidate],
        weights: [WatchlistFactor: Double]
    ) -> [RankedShare] {
        let sum = WatchlistFactor.allCases.reduce(0) { $0 + (weights[$1] ?? 0) }
        let parts = Dictionary(
            uniqueKeysWithValues: WatchlistFactor.allCases.map { factor in
                let values = candidates.map { $0.factors[factor] ?? 0 }
                let shares = outranked(values)
                return (factor, factor.isBetterWhenLarger ? shares : shares.map { 1 - $0 })
            }
        )
        let scored = candidates.enumerated().map { index, candidate in
            let own = parts.mapValues { $0[index] }
            let total = WatchlistFactor.allCases.reduce(0) { $0 + (weights[$1] ?? 0) * (own[$1] ?? 0) }
            return (candidate, score: sum > 0 ? 100 * total / sum : 0, own)
        }
        return scored.sorted { ($1.score, $0.0.secid) < ($0.score, $1.0.secid) }.enumerated().map { place, each in
            RankedShare(
                secid: each.0.secid,
                close: each.0.close,
                score: each.score,
                rank: place + 1,
                parts: each.2
            )
        }
    }

    /// For each value the share of the others that are smaller, equal ones counting half; 1 for a value alone.
    static func outranked(_ values: [Double]) -> [Double] {
        guard values.count > 1 else { return values.map { _ in 1 } }
        let order = values.indices.sorted { values[$0] < values[$1] }
        var shares = [Double](repeating: 0, count: values.count)
        var start = 0
        while start < order.count {
            var end = start
            while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
            let share = (Double(start) + Double(end - start) / 2) / Double(values.count - 1)
            for place in start...end { shares[order[place]] = share }
            start = end + 1
        }
        return shares
    }
}
