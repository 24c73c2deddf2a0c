package import Market

/// A trading day whose candles were asked for, and what came of it.
///
/// A day without shares stays known as one, so that it is not asked for again with each run.
package struct CollectedDay: Hashable, Sendable {
    package var market: ShareMarket
    package var date: CivilDate
    /// Shares that were traded.
    package var shares: Int
    /// False while the source may still change its candles, such as on the evening of the day.
    package var isFinal: Bool
    package var collectedAt: Timestamp

    package init(market: ShareMarket, date: CivilDate, shares: Int, isFinal: Bool, collectedAt: Timestamp) {
        self.market = market
        self.date = date
        self.shares = shares
        self.isFinal = isFinal
        self.collectedAt = collectedAt
    }
}
