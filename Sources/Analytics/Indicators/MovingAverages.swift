/// The mean of the last values.
package struct SimpleAverage: Indicator {
    private var window: RollingWindow
    private var sum = 0.0

    package init(period: Int) {
        window = RollingWindow(period)
    }

    @inline(__always)
    package mutating func update(_ value: Double) -> Double? {
        if let old = window.push(value) { sum -= old }
        sum += value
        return window.isFull ? sum / Double(window.count) : nil
    }
}

/// The exponential average with α = 2 / (period + 1), begun with the mean of the first `period` values.
package struct ExponentialAverage: Indicator {
    private let period: Int
    private let weight: Double
    private var seen = 0
    /// The sum while it is seeded, then the average.
    private var average = 0.0

    package init(period: Int) {
        precondition(period > 0, "a period is at least 1")
        self.period = period
        weight = 2 / Double(period + 1)
    }

    @inline(__always)
    package mutating func update(_ value: Double) -> Double? {
        guard period > 1 else { return value }
        guard seen < period else {
            average += (value - average) * weight
            return average
        }
        seen += 1
        average += value
        guard seen == period else { return nil }
        average /= Double(period)
        return average
    }
}

/// The average with weights 1, 2 … period, the newest value having the largest.
package struct WeightedAverage: Indicator {
    private var window: RollingWindow
    private var seen = 0
    private var sum = 0.0
    private var weightedSum = 0.0
    /// 1 + 2 + … + period.
    private let weights: Double
    /// Values until the sums are begun afresh: what rounding leaves in them would add up.
    private var untilFresh: Int

    package init(period: Int) {
        window = RollingWindow(period)
        weights = Double(period) * Double(period + 1) / 2
        untilFresh = 8 * period
    }

    @inline(__always)
    package mutating func update(_ value: Double) -> Double? {
        let period = window.count
        guard period > 1 else { return value }
        let old = window.push(value)
        if let old {
            // Every weight becomes one less; the oldest value's becomes 0.
            weightedSum -= sum
            sum += value
            sum -= old
            weightedSum += value * Double(period)
        } else {
            seen += 1
            sum += value
            weightedSum += value * Double(seen)
        }
        guard window.isFull else { return nil }
        untilFresh -= 1
        if untilFresh <= 0 {
            untilFresh = 8 * period
            (sum, weightedSum) = window.weightedSums()
        }
        return weightedSum / weights
    }
}
