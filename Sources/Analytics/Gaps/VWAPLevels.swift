package import Market

/// The volume-weighted average price of a span of trading, with a band around it.
///
/// VWAP = Σ value / Σ volume, and σ² = Σ v·(p − VWAP)² / Σ v with p the average price of each candle: the spread of what a
/// piece cost, weighted by pieces. Of two candles, 100 pieces at 10 and 300 at 12, the VWAP is 11.5 and σ is √0.75.
package struct VWAPLevels: Hashable, Sendable {
    package let vwap: Double
    /// Nil below two prints: one price has no spread.
    package let sigma: Double?
    /// How many σ the band is wide on each side; 1 unless it is said.
    package let width: Double
    /// Pieces.
    package let volume: Double
    /// Candles with trades.
    package let prints: Int
    /// When the first of them begins and the last of them ends.
    package let from, till: Timestamp

    /// Returns nil where nothing was traded.
    ///
    /// - Parameter candles: of one instrument, in any order; those without trades do not count.
    package init?(_ candles: some Sequence<PriceCandle>, width: Double = 1) {
        let traded = candles.filter { $0.averagePrice != nil }
        guard let first = traded.map(\.begin).min(), let last = traded.map(\.end).max() else { return nil }
        let volume = traded.reduce(0) { $0 + $1.volume }
        let vwap = traded.reduce(0) { $0 + ($1.averagePrice ?? 0) * $1.volume } / volume
        guard volume.isFinite, vwap.isFinite else { return nil }
        self.vwap = vwap
        self.volume = volume
        self.width = width
        prints = traded.count
        from = first
        till = last
        // Around the mean rather than by Σ p²: prices of a day differ in their last digits only.
        let squares = traded.reduce(0) { sum, candle in
            let distance = (candle.averagePrice ?? vwap) - vwap
            return sum + candle.volume * distance * distance
        }
        sigma = traded.count > 1 ? (squares / volume).squareRoot() : nil
    }

    /// VWAP − width · σ.
    package var support: Double? { sigma.map { vwap - width * $0 } }

    /// VWAP + width · σ.
    package var resistance: Double? { sigma.map { vwap + width * $0 } }
}
