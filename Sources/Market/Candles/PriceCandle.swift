/// The trades of one instrument in a span of time, joined.
package struct PriceCandle: Hashable, Sendable {
    package let begin: Timestamp
    /// One minute for the shortest candles that the exchange has.
    package let length: Duration
    package let open, high, low, close: Double
    /// Pieces, not lots.
    package let volume: Double
    /// Turnover in the currency of the prices; 0 where the source has none.
    package let value: Double

    package init(
        begin: Timestamp,
        length: Duration,
        open: Double,
        high: Double,
        low: Double,
        close: Double,
        volume: Double,
        value: Double
    ) {
        self.begin = begin
        self.length = length
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
        self.value = value
    }

    /// The first instant after it.
    package var end: Timestamp { begin + length }

    /// What a piece cost on average: value / volume, or (high + low + close) / 3 where the source has no value.
    ///
    /// Nil where nothing was traded.
    package var averagePrice: Double? {
        guard volume > 0 else { return nil }
        return value > 0 ? value / volume : (high + low + close) / 3
    }
}
