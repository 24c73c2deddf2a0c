package import Analytics

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
    ///
    /// - Parameters:
    ///   - bars: its last ones, ascending; twenty are enough.
    ///   - column: its indicators after the last bar.
    package func value(_ bars: [Bar], _ column: (StudyColumn) -> Double?) -> Double? {
        switch self {
        case .liquidity:
            bars.count < 20 ? nil : bars.suffix(20).reduce(0) { $0 + $1.close * $1.volume } / 20
        case .trend:
            if let close = bars.last?.close, let average = column(.average50), average > 0 {
                close / average - 1
            } else {
                nil
            }
        case .momentum: column(.change60).map { $0 / 100 }
        case .volatility: column(.volatility20)
        }
    }
}
