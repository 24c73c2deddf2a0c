package import Market

/// How a wish for so many lots becomes orders.
package struct OrderRoute: Hashable, Sendable {
    /// One order of a plan.
    package struct Leg: Hashable, Sendable {
        package let lots: Lots
        package let type: OrderType

        package init(_ lots: Lots, _ type: OrderType) {
            self.lots = lots
            self.type = type
        }
    }

    /// What is known of the market when an order is made.
    package struct Touch: Hashable, Sendable {
        package let bid: Price
        package let ask: Price
        /// What taking all lots from the visible book would cost on average; nil where the book shows fewer.
        package let sweep: Price?

        package init(bid: Price, ask: Price, sweep: Price?) {
            self.bid = bid
            self.ask = ask
            self.sweep = sweep
        }

        /// The best price that an order of the side trades at.
        func best(_ side: Side) -> Price { side == .buy ? ask : bid }
        /// The best price at which an order of the side waits.
        func own(_ side: Side) -> Price { side == .buy ? bid : ask }
    }

    /// Above so many lots an order is split; default 5.
    package var splitAbove: Lots = 5
    /// What a lot is in the run's counting: parts of a split order are whole lots; default 1.
    package var partsPerLot: Int64 = 1
    /// Unit: percent of a split order that goes at market; default 80.
    package var marketPercent: Int64 = 80
    /// Unit: basis points that a price may be worse than the best; default 5.
    package var maxSlippage: Double = 5

    package init() {}

    /// The seed's rule: up to five lots go at once or not at all; of more, four fifths go at market and the rest waits one step better than
    /// the best of its side.
    ///
    /// The guard against slippage: a market order goes out as such only when the visible book fills it within ``maxSlippage``; otherwise it
    /// is immediate with that limit, so that a thin book cannot be swept. Where the spread is one step, there is no better price without
    /// trading, and the rest joins the best of its side.
    ///
    /// - Throws: kind `overflow`.
    package func legs(_ side: Side, _ lots: Lots, _ touch: Touch, _ step: PriceStep) throws(NumberError) -> [Leg] {
        let worst = try guardPrice(side, touch, step)
        guard lots > splitAbove else { return [Leg(lots, .immediateOrCancel(worst))] }
        // Rounded down, so that the share that waits is never nothing.
        let share = Int64((Int128(lots.count) * Int128(marketPercent)) / 100)
        let atMarket = Lots(share - share % partsPerLot)
        let isWithin = touch.sweep.map { side == .buy ? $0 <= worst : $0 >= worst } ?? false
        var legs: [Leg] = []
        if atMarket > .zero { legs.append(Leg(atMarket, isWithin ? .market : .immediateOrCancel(worst))) }
        let better = try step.moved(touch.own(side), by: side.sign)
        let isInside = side == .buy ? better < touch.ask : better > touch.bid
        legs.append(Leg(Lots(lots.count - atMarket.count), .limit(isInside ? better : touch.own(side))))
        return legs
    }

    /// The worst price that an order of a side may trade at, on the grid, and never better than the best there is.
    package func guardPrice(_ side: Side, _ touch: Touch, _ step: PriceStep) throws(NumberError) -> Price {
        let best = touch.best(side)
        let room = Int64((Double(best.nanos.magnitude) * maxSlippage / 10_000).rounded(.down))
        let worst = try step.rounded(try Price(nanos: best.nanos + side.sign * room), for: side)
        return side == .buy ? max(worst, best) : min(worst, best)
    }
}
