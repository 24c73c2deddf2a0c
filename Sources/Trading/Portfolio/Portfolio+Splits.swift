package import Market
import Store

extension Portfolio {
    /// Exchanges what is held of a share for its new shares: sold at the last price that was seen, bought at that price in new shares, without
    /// fees; stop and take follow.
    ///
    /// What is left of a new share stays as cash. A lot of the old size that does not come out even becomes one of single shares. Nothing
    /// happens where the share is not held, or was bought in new shares, or has been exchanged already.
    ///
    /// - Parameter date: the day on which it is booked, the split's or a later one.
    /// - Returns: true where it was exchanged.
    @discardableResult
    package mutating func exchange(_ split: ShareSplit, on date: CivilDate) -> Bool {
        guard let held = holdings[split.secid], held.openedOn < split.date, split.date <= date,
            !fills.contains(where: { $0.cause == .split && $0.secid == split.secid && $0.date >= split.date }),
            let exchanged = held.exchanged(by: split)
        else { return false }
        for (side, holding) in [(Side.sell, held), (.buy, exchanged)] where holding.lots > .zero {
            book(
                PortfolioFill(
                    number: fills.count + 1,
                    date: date,
                    secid: holding.secid,
                    strategy: holding.strategy,
                    cause: .split,
                    side: side,
                    lots: holding.lots,
                    lotSize: holding.lotSize,
                    price: holding.mark,
                    fee: .zero
                )
            )
        }
        if exchanged.lots > .zero { hold(exchanged) }
        return true
    }
}

extension Holding {
    /// The same in new shares; nil where a price of them would be none.
    fileprivate func exchanged(by split: ShareSplit) -> Holding? {
        func price(_ old: Price) -> Price? {
            Price(rounding: old.double / split.ratio).flatMap { $0 > .zero ? $0 : nil }
        }
        let shares = (Double(lots.count) * Double(lotSize) * split.after / split.before).rounded(.down)
        guard let entry = price(entry), let stop = price(stop), let stopDistance = price(stopDistance),
            let best = price(best), let take = price(take), let mark = price(mark), let count = Int64(exactly: shares)
        else { return nil }
        var holding = self
        let isEven = count.isMultiple(of: Int64(lotSize))
        holding.lotSize = isEven ? lotSize : 1
        holding.lots = Lots(isEven ? count / Int64(lotSize) : count)
        holding.entry = entry
        holding.stop = stop
        holding.stopDistance = stopDistance
        holding.best = best
        holding.take = take
        holding.mark = mark
        return holding
    }
}
