package import Market

/// How the VWAP of a span of trading and its band came about, candle by candle.
///
/// After each candle they are what ``VWAPLevels`` says of the candles so far. The spread is carried along by West's update of a
/// weighted variance (D. H. D. West, Communications of the ACM 22, 1979), which does not lose its digits as Σ p² would.
package struct VWAPPath: Hashable, Sendable {
    package struct Point: Hashable, Sendable {
        /// When the candle ends.
        package let at: Timestamp
        /// Its close.
        package let price: Double
        package let vwap: Double
        /// Nil below two candles with trades.
        package let sigma: Double?
    }

    /// One for each candle with trades, ascending.
    package let points: [Point]

    /// - Parameter candles: of one instrument, ascending; those without trades do not count.
    package init(_ candles: some Sequence<PriceCandle>) {
        var points: [Point] = []
        var (volume, mean, squares) = (0.0, 0.0, 0.0)
        for candle in candles {
            guard let price = candle.averagePrice else { continue }
            volume += candle.volume
            let distance = price - mean
            mean += distance * candle.volume / volume
            squares += candle.volume * distance * (price - mean)
            points.append(
                Point(
                    at: candle.end,
                    price: candle.close,
                    vwap: mean,
                    sigma: points.isEmpty ? nil : (max(squares, 0) / volume).squareRoot()
                )
            )
        }
        self.points = points
    }
}
