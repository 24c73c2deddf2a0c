/// On-balance volume: the volume of rising closes less that of falling ones, begun with the first bar's.
package struct OnBalanceVolume: Indicator {
    private var previousClose: Double?
    private var balance = 0.0

    package init() {}

    @inline(__always)
    package mutating func update(_ bar: Bar) -> Double? {
        if let previousClose {
            let rise = bar.volume.kept(if: bar.close > previousClose)
            let fall = bar.volume.kept(if: bar.close < previousClose)
            balance += rise - fall
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
    /// Turnovers of the changes, those of falling prices below 0.
    private var flows: RollingWindow
    private var risingSum = 0.0
    private var fallingSum = 0.0
    /// Changes without turnover in a row.
    private var quiet = 0

    package init(period: Int) {
        flows = RollingWindow(period)
    }

    @inline(__always)
    package mutating func update(_ bar: Bar) -> Double? {
        let price = bar.typicalPrice
        defer { previousPrice = price }
        guard let previousPrice else { return nil }
        let change = price - previousPrice
        let flow = (price * bar.volume).kept(if: !isNegligible(change, between: price, and: previousPrice))
        add(flow.turned(by: change))
        quiet = flow == 0 ? min(quiet + 1, flows.count) : 0
        if quiet == flows.count {
            // Nothing is left in the window but what rounding left in the sums.
            risingSum = 0
            fallingSum = 0
        }
        guard flows.isFull else { return nil }
        let total = risingSum + fallingSum
        return total > 0 ? 100 * (min(max(risingSum, 0), total) / total) : 0
    }

    @inline(__always)
    private mutating func add(_ flow: Double) {
        if let old = flows.push(flow) {
            risingSum -= old.ifPositive
            fallingSum -= (-old).ifPositive
        }
        risingSum += flow.ifPositive
        fallingSum += (-flow).ifPositive
    }
}
