package import Market

/// A purchase or a sale of a portfolio.
package struct PortfolioFill: Hashable, Sendable {
    package enum Cause: String, CaseIterable, Codable, Hashable, Sendable {
        case signal
        /// The protective stop, where it was put at the entry.
        case stop
        /// The same, after it had followed the price.
        case trailingStop = "trailing_stop"
        case takeProfit = "take_profit"
        /// Everything is sold because too much was lost.
        case liquidation
        /// Old shares exchanged for new ones: a sale at the last price, and a purchase at that price in new shares, without fees.
        case split
    }

    /// 1 for a portfolio's first.
    package var number: Int
    package var date: CivilDate
    package var secid: SecID
    package var strategy: StrategyName
    package var cause: Cause
    package var side: Side
    /// Above zero.
    package var lots: Lots
    /// Shares in a lot at that time.
    package var lotSize: Int
    package var price: Price
    package var fee: Money

    package init(
        number: Int,
        date: CivilDate,
        secid: SecID,
        strategy: StrategyName,
        cause: Cause,
        side: Side,
        lots: Lots,
        lotSize: Int,
        price: Price,
        fee: Money
    ) {
        self.number = number
        self.date = date
        self.secid = secid
        self.strategy = strategy
        self.cause = cause
        self.side = side
        self.lots = lots
        self.lotSize = lotSize
        self.price = price
        self.fee = fee
    }
}
