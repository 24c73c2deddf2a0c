package import Platform

/// How the watchlist is made, the section `watchlist`.
package struct WatchlistOptions: ConfigurationSection, Hashable {
    /// Shares on the list at most; default 20.
    package var size = 20
    /// A share leaves when it ranks behind this place; default 30, so that one at the border does not come and go.
    package var exitRank = 30
    /// Mean daily turnover of 20 days below which a share is not looked at, in the market's currency; default 10,000,000.
    package var minimumTurnover = 10_000_000.0
    /// How much the rank by each factor counts in the score; default 0.3, 0.3, 0.2 and 0.2.
    package var liquidityWeight = 0.3
    package var trendWeight = 0.3
    package var momentumWeight = 0.2
    package var volatilityWeight = 0.2

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
            let property = Self.weight(of: factor)
            self[keyPath: property] = reader.number(
                "watchlist.weight_\(factor)",
                "MAYAK_WATCHLIST_WEIGHT_\("\(factor)".uppercased())",
                default: self[keyPath: property],
                in: 0...100,
                "How much the rank by \(factor) counts in the score"
            )
        }
    }

    package var weights: [WatchlistFactor: Double] {
        Dictionary(uniqueKeysWithValues: WatchlistFactor.allCases.map { ($0, self[keyPath: Self.weight(of: $0)]) })
    }

    private static func weight(of factor: WatchlistFactor) -> WritableKeyPath<WatchlistOptions, Double> {
        switch factor {
        case .liquidity: \.liquidityWeight
        case .trend: \.trendWeight
        case .momentum: \.momentumWeight
        case .volatility: \.volatilityWeight
        }
    }
}
