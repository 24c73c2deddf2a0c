package import Market

/// One candle: the prices and the volume of a span of time.
package struct Bar: Hashable, Sendable {
    /// The day that the bar begins on, in the zone of its source; ``SessionVWAP`` starts anew with each.
    package let day: CivilDate
    package let open, high, low, close: Double
    /// In pieces or lots as the source has it; 0 where the source has none.
    package let volume: Double

    package init(day: CivilDate, open: Double, high: Double, low: Double, close: Double, volume: Double) {
        self.day = day
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
    }

    /// (high + low + close) / 3.
    package var typicalPrice: Double { (high + low + close) / 3 }

    /// The largest of high − low and the distances of both from the close before.
    func trueRange(after previousClose: Double) -> Double {
        max(high - low, abs(high - previousClose), abs(low - previousClose))
    }
}
