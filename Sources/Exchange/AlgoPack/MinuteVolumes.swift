package import Market

/// What one-minute candles say of a span of a day.
package struct MinuteVolumes: Hashable, Sendable {
    package struct Minute: Hashable, Sendable {
        package var begin: Timestamp
        /// Shares, contracts or currency units, not lots.
        package var volume: Double

        package init(begin: Timestamp, volume: Double) {
            self.begin = begin
            self.volume = volume
        }
    }

    /// The minutes of the span with a candle, in the order of the answer.
    package var minutes: [Minute]
    /// When the newest candle of the day begins: of what comes after it nothing is known.
    package var newest: Timestamp

    package init(minutes: [Minute] = [], newest: Timestamp) {
        self.minutes = minutes
        self.newest = newest
    }
}
