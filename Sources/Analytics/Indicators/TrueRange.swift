/// The range of a bar, the gap since the close before included; none at the first bar.
package struct TrueRange: Indicator {
    private var previousClose: Double?

    package init() {}

    @inline(__always)
    package mutating func update(_ bar: Bar) -> Double? {
        defer { previousClose = bar.close }
        return previousClose.map { bar.trueRange(after: $0) }
    }
}

/// Wilder's average of the true range, in units of price; begun with the mean of the first `period` ranges.
package struct AverageTrueRange: Indicator {
    private let period: Int
    /// 1 / period.
    private let share: Double
    private var range = TrueRange()
    private var seen = 0
    /// The sum while it is seeded, then the average.
    private var average = 0.0

    package init(period: Int) {
        precondition(period > 0, "a period is at least 1")
        self.period = period
        share = 1 / Double(period)
    }

    @inline(__always)
    package mutating func update(_ bar: Bar) -> Double? {
        guard let range = range.update(bar) else { return nil }
        guard seen < period else {
            average += (range - average) * share
            return average
        }
        seen += 1
        average += range
        guard seen == period else { return nil }
        average /= Double(period)
        return average
    }
}
