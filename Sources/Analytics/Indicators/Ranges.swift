/// Where the close lies in the range of the last bars, smoothed twice by simple averages; 0 to 100.
///
/// Both parts begin with the first %D. A window without a range counts as 0.
package struct Stochastic: Indicator {
    package struct Value: IndicatorValue {
        /// Slow %K and its average, %D.
        package let k, d: Double

        package static var partCount: Int { 2 }

        package subscript(part part: Int) -> Double { part == 0 ? k : d }
    }

    private var highest: RollingMaximum
    /// Of the lows with their sign turned.
    private var lowest: RollingMaximum
    private var slowK: SimpleAverage
    private var slowD: SimpleAverage

    package init(period: Int, slowK: Int, slowD: Int) {
        highest = RollingMaximum(period)
        lowest = RollingMaximum(period)
        self.slowK = SimpleAverage(period: slowK)
        self.slowD = SimpleAverage(period: slowD)
    }

    @inline(__always)
    package mutating func update(_ bar: Bar) -> Value? {
        let high = highest.push(bar.high)
        let low = -lowest.push(-bar.low)
        guard highest.isFull else { return nil }
        let isFlat = isNegligible(high - low, between: high, and: low)
        let fastK = isFlat ? 0 : (bar.close - low) / ((high - low) / 100)
        guard let k = slowK.update(fastK), let d = slowD.update(k) else { return nil }
        return Value(k: k, d: d)
    }
}

/// Williams' %R: how far the close lies below the highest of the last bars, −100 to 0; 0 where they have no range.
package struct WilliamsRange: Indicator {
    private var highest: RollingMaximum
    /// Of the lows with their sign turned.
    private var lowest: RollingMaximum

    package init(period: Int) {
        highest = RollingMaximum(period)
        lowest = RollingMaximum(period)
    }

    @inline(__always)
    package mutating func update(_ bar: Bar) -> Double? {
        let high = highest.push(bar.high)
        let low = -lowest.push(-bar.low)
        guard highest.isFull else { return nil }
        let percent = (high - low) / -100
        return percent == 0 ? 0 : (high - bar.close) / percent
    }
}
