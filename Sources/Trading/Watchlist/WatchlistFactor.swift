import Analytics

/// A number of a share that the watchlist ranks by; the raw value is its name among the stored indicators.
package enum WatchlistFactor: String, CaseIterable, Hashable, Sendable {
    /// Mean of close · volume over 20 days.
    case liquidity = "turnover_20"
    /// Close over its average of 50 days, less 1.
    case trend = "trend_50"
    /// Close over that of 60 days before, less 1.
    case momentum = "momentum_60"
    /// Sample deviation of 20 daily logarithmic returns.
    case volatility = "realized_vol_20"

    /// Whether more of it ranks higher: a calm share is preferred to a wild one.
    var isBetterWhenLarger: Bool { self != .volatility }

    /// The factor of a share; nil where it has too few bars.
    package func value(of study: ShareStudy) -> Double? {
        switch self {
        case .liquidity: study.averageTurnover(of: 20)
        case .trend:
            if let close = study.bar()?.close, let average = study[.average50], average > 0 {
                close / average - 1
            } else {
                nil
            }
        case .momentum: study[.change60].map { $0 / 100 }
        case .volatility: study[.volatility20]
        }
    }
}
