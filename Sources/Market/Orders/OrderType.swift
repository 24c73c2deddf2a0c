/// How an order trades.
package enum OrderType: Hashable, Sendable {
    /// At whatever the book offers.
    case market
    /// At the price or better; what does not trade at once rests until it is filled or cancelled.
    case limit(Price)
    /// At the price or better, at once; the rest is cancelled (the broker's `FILL_AND_KILL`, which it only knows with a price).
    case immediateOrCancel(Price)

    /// The worst price taken; nil for a market order.
    package var limit: Price? {
        switch self {
        case .market: nil
        case .limit(let price), .immediateOrCancel(let price): price
        }
    }

    /// Whether a rest stays in the book.
    package var canRest: Bool {
        switch self {
        case .limit: true
        case .market, .immediateOrCancel: false
        }
    }
}
