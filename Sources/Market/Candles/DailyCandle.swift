/// A trading day of one share.
package struct DailyCandle: Hashable, Sendable {
    package let secid: SecID
    /// The day in the zone of its market.
    package let date: CivilDate
    /// In the market's currency, a share.
    package let open, high, low, close: Double
    /// Shares, not lots.
    package let volume: Double
    /// Turnover in the market's currency; 0 where the source has none.
    package let value: Double
    /// What the exchange compares the day with: the close before, in new shares after a split; nil where it does not say.
    ///
    /// It is not stored.
    package let base: Double?

    package init(
        secid: SecID,
        date: CivilDate,
        open: Double,
        high: Double,
        low: Double,
        close: Double,
        volume: Double,
        value: Double,
        base: Double? = nil
    ) {
        self.secid = secid
        self.date = date
        self.open = open
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
        self.value = value
        self.base = base
    }
}
