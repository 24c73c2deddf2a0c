package import Platform

/// How the watchlist is made, the section `watchlist`.
package struct WatchlistOptions: ConfigurationSection, Hashable {
    /// Shares on the list at most; default 20.
    package var size = 20
    /// A share leaves when it ranks behind this place; default 30, so that one at the border does not come and go.
    package var exitRank = 30
    /// Mean daily turnover of 20 days below which a share is not looked at, in the market's currency; default 10,000,000.
    package var minimumTurnover = 10_000_000.0
    /// How much each rank counts; default liquidity 0.3, trend 0.3, momentum 0.2, volatility 0.2.
    package var weights: [WatchlistFactor: Double] = [.liquidity: 0.3, .trend: 0.3, .momentum: 0.2, .volatility: 0.2]

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
        size = reader.integer(
            "watchlist.size",
            "MAYAK_WATCHLIST_SIZE",
            default: size,
            in: 1...500,
            unit: "shares",
            "The most shares on the watchlist"
        )
        exitRank = reader.integer(
            "watchlist.exit_rank",
            "MAYAK_WATCHLIST_EXIT_RANK",
            default: exitRank,
            in: 1...5_000,
            "The rank behind which a share leaves the watchlist; no less than its size counts"
        )
        minimumTurnover = reader.number(
            "watchlist.minimum_turnover",
            "MAYAK_WATCHLIST_MINIMUM_TURNOVER",
            default: minimumTurnover,
            in: 0...1e15,
            unit: "currency a day",
            "Mean turnover of 20 days below which a share is not looked at"
        )
        for factor in WatchlistFactor.allCases {
            weights[factor] = reader.number(
                "watchlist.weight_\(factor)",
                "MAYAK_WATCHLIST_WEIGHT_\("\(factor)".uppercased())",
                default: weights[factor] ?? 0,
                in: 0...100,
                "How much the rank by \(factor) counts in the score"
            )
        }
    }
}
