/// What is held of one instrument, and what trading it has brought.
///
/// Nothing is rounded but the cost of a part that is closed, and what that leaves stays in the cost of the rest: at any moment, exactly,
/// `realised + unrealised(at: price) = cash + lots worth at price`.
package struct Position: Hashable, Sendable {
    /// Negative for a short position.
    package private(set) var lots = Lots.zero
    /// What the open lots cost (long) or brought (short); never negative while prices are not.
    package private(set) var cost = Money.zero
    /// Gains and losses of closed parts, fees not taken off.
    package private(set) var realised = Money.zero
    package private(set) var fees = Money.zero
    /// What purchases took and sales brought, fees not taken off.
    package private(set) var cash = Money.zero

    package init() {}

    /// One that was found at the venue, or in a snapshot.
    package init(lots: Lots, cost: Money, realised: Money = .zero, fees: Money = .zero, cash: Money? = nil) {
        self.lots = lots
        self.cost = cost
        self.realised = realised
        self.fees = fees
        self.cash = cash ?? realised - (lots.count < 0 ? -cost : cost)
    }

    package var isFlat: Bool { lots == .zero }

    /// The side that opened it; nil when flat.
    package var side: Side? { isFlat ? nil : lots.count > 0 ? .buy : .sell }

    /// Books a fill: what lies against the position closes it first, and what is left over opens the other way.
    ///
    /// - Returns: What the closed part brought, fees not taken off; nil when nothing was closed.
    @discardableResult
    package mutating func apply(_ fill: Fill, lotValue: Price) -> Money? {
        let signed = fill.side.sign * fill.lots.count
        let value = Money(fill.price, fill.lots, lotValue: lotValue)
        fees += fill.fee
        cash -= value * fill.side.sign
        let held = lots.count
        lots = Lots(held + signed)
        guard held != 0, (held > 0) != (signed > 0) else {
            cost += value
            return nil
        }
        let closed = min(held.magnitude, signed.magnitude)
        let closedCost = cost.part(Int64(closed), of: Int64(held.magnitude))
        let closedValue = Money(fill.price, Lots(Int64(closed)), lotValue: lotValue)
        let gain = held > 0 ? closedValue - closedCost : closedCost - closedValue
        realised += gain
        cost = closed == held.magnitude ? value - closedValue : cost - closedCost
        return gain
    }

    /// What closing at the price would add to ``realised``.
    package func unrealised(at price: Price, lotValue: Price) -> Money {
        let value = Money(price, lots, lotValue: lotValue)
        return value - (lots.count < 0 ? -cost : cost)
    }

    /// The average price of the open lots, rounded to a billionth; nil when flat.
    package func averagePrice(lotValue: Price) -> Price? {
        guard !isFlat else { return nil }
        let unit = Int128(lots.count.magnitude) * Int128(lotValue.nanos)
        // A cost is a sum of prices, so that the average of them is no larger than the largest.
        return try? Price(nanos: Int64(clamping: cost.attos / unit))
    }
}
