/// On-balance volume: the volume of rising closes less that of falling ones, begun with the first bar's.
package struct OnBalanceVolume: Indicator {
    private var previousClose: Double?
    private var balance = 0.0

    package init() {}

    package mutating func update(_ bar: Bar) -> Double? {
        if let previousClose {
            if bar.close > previousClose {
                balance += bar.volume
            } else if bar.close < previousClose {
                balance -= bar.volume
            }
        } else {
            balance = bar.volume
        }
        previousClose = bar.close
        return balance
    }
}

/// The money flow index, 0 to 100: the share of rising typical prices in the turnover of the last `period` changes.
///
/// 0 where none of them had turnover: equal prices, bars without volume.
package struct MoneyFlow: Indicator {
    private var previousPrice: Double?
    private var rising: RollingWindow
    private var falling: RollingWindow
    private var risingSum = 0.0
    private var fallingSum = 0.0
    /// Changes without turnover in a row.
    private var quiet = 0

    package init(period: Int) {
        rising = RollingWindow(period)
        falling = RollingWindow(period)
    }

    package mutating func update(_ bar: Bar) -> Double? {
        let price = bar.typicalPrice
        defer { previousPrice = price }
        guard let previousPrice else { return nil }
        let change = price - previousPrice
        let flow = isNegligible(change, between: price, and: previousPrice) ? 0 : price * bar.volume
        add(rise: change < 0 ? 0 : flow, fall: change < 0 ? flow : 0)
        quiet = flow == 0 ? min(quiet + 1, rising.count) : 0
        if quiet == rising.count {
            // Nothing is left in the window but what rounding left in the sums.
            risingSum = 0
            fallingSum = 0
        }
        guard rising.isFull else { return nil }
        let total = risingSum + fallingSum
        return total > 0 ? 100 * (min(max(risingSum, 0), total) / total) : 0
    }

    private mutating func add(rise: Double, fall: Double) {
        if let old = rising.push(rise) { risingSum -= old }
        if let old = falling.push(fall) { fallingSum -= old }
        risingSum += rise
        fallingSum += fall
    }
}
