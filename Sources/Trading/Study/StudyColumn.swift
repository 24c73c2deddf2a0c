package import Analytics

/// An indicator of daily bars that the watchlist and the strategies read; the raw value is its name in `Analytics`.
package enum StudyColumn: String, CaseIterable, Hashable, Sendable {
    case average20 = "sma_20"
    case average50 = "sma_50"
    case exponential20 = "ema_20"
    case range5 = "atr_5"
    case upperBand = "bb_upper"
    case middleBand = "bb_mid"
    case lowerBand = "bb_lower"
    case strength14 = "rsi_14"
    case direction14 = "adx_14"
    case change60 = "roc_60"
    case volatility20 = "realized_vol_20"

    // Every one of them is a name, so that no place is lost: a test counts them.
    package static let names: [IndicatorName] = allCases.compactMap { try? IndicatorName($0.rawValue) }

    static let places = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })
}
