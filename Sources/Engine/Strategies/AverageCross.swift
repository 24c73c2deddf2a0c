package import Market

/// Long while the fast moving average of bar closes is above the slow one, short while it is below; bars are of the mid.
///
/// A bar ends with the first book at or after its end, and the decision is made on that book: nothing of the future is in it.
package struct AverageCross: Strategy {
    package let fast: Int
    package let slow: Int
    package let bar: Duration
    package let lots: Lots
    /// Closes of the last `slow` bars, in half-billionths (bid + ask), so that sums are exact.
    private var closes: ContiguousArray<Int64>
    private var count = 0
    private var fastSum: Int64 = 0
    private var slowSum: Int64 = 0
    private var barIndex: Int64?
    private var last: Int64 = 0

    /// - Parameters:
    ///   - fast: bars, at least 1.
    ///   - slow: bars, more than `fast`.
    package init(fast: Int, slow: Int, bar: Duration, lots: Lots) {
        precondition(fast > 0 && slow > fast && bar > .zero, "the slow average has more bars than the fast one")
        self.fast = fast
        self.slow = slow
        self.bar = bar
        self.lots = lots
        closes = ContiguousArray(repeating: 0, count: slow)
    }

    package mutating func decide(_ view: MarketView) -> StrategyWish {
        guard let bid = view.book.bids.first, let ask = view.book.asks.first else { return .keep }
        let index = view.time.nanoseconds.dividedRoundingDown(by: bar.nanoseconds)
        defer { last = (bid.price.nanos + ask.price.nanos) / 2 }
        guard let current = barIndex else {
            barIndex = index
            return .keep
        }
        guard index > current else { return .keep }
        barIndex = index
        close(last)
        guard count >= slow else { return .keep }
        let fastMean = Double(fastSum) / Double(fast)
        let slowMean = Double(slowSum) / Double(slow)
        return fastMean == slowMean ? .keep : .target(fastMean > slowMean ? lots : Lots(-lots.count))
    }

    private mutating func close(_ price: Int64) {
        if count >= fast { fastSum &-= closes[(count - fast) % slow] }
        if count >= slow { slowSum &-= closes[count % slow] }
        fastSum &+= price
        slowSum &+= price
        closes[count % slow] = price
        count += 1
    }
}
