/// Mean and population variance of the last values.
///
/// The variance comes from sums of distances to a value near the window's mean. The sums run along and are begun afresh
/// where they have lost digits: in a window that has become calm, after an outlier left it, and every 32 windows.
struct RollingMoments: Sendable {
    private var window: RollingWindow
    private var total = 0.0
    private var anchor = 0.0
    private var sum = 0.0
    private var squares = 0.0
    /// 1 / period.
    private let share: Double
    /// Values until the sums are begun afresh whatever they look like.
    private var untilFresh: Int

    init(period: Int) {
        window = RollingWindow(period)
        share = 1 / Double(period)
        untilFresh = 32 * period
    }

    @inline(__always)
    mutating func update(_ value: Double) -> (mean: Double, deviation: Double)? {
        let wasFull = window.isFull
        let old = window.push(value)
        if let old { total -= old }
        total += value
        guard window.isFull else { return nil }
        let mean = total / Double(window.count)
        guard wasFull, let old else {
            startAfresh()
            return (mean, variance.squareRoot())
        }
        let entering = value - anchor
        let leaving = old - anchor
        sum -= leaving
        squares -= leaving * leaving
        sum += entering
        squares += entering * entering
        untilFresh -= 1
        let isWorn = variance < 1e-6 * (squares * share) || leaving * leaving > 1e6 * squares || untilFresh <= 0
        if isWorn { startAfresh() }
        return (mean, variance.squareRoot())
    }

    /// Never negative where the sums are fresh.
    private var variance: Double {
        let distance = sum * share
        let variance = squares * share - distance * distance
        // Equal values leave a trace of their rounded mean.
        return variance < 1e-12 * (squares * share) ? 0 : variance
    }

    private mutating func startAfresh() {
        untilFresh = 32 * window.count
        (anchor, sum, squares) = window.moments()
    }
}

/// Bollinger's bands: the simple average, and it plus and minus some population standard deviations; and one of these, in the values' unit.
package struct Bands: Indicator {
    package struct Value: IndicatorValue {
        package let upper, middle, lower, deviation: Double

        package static var partCount: Int { 4 }

        package subscript(part part: Int) -> Double {
            switch part {
            case 0: upper
            case 1: middle
            case 2: lower
            default: deviation
            }
        }
    }

    private let width: Double
    private var moments: RollingMoments

    /// - Parameter width: In standard deviations.
    package init(period: Int, width: Double) {
        self.width = width
        moments = RollingMoments(period: period)
    }

    @inline(__always)
    package mutating func update(_ value: Double) -> Value? {
        guard let (mean, deviation) = moments.update(value) else { return nil }
        let distance = deviation * width
        return Value(upper: mean + distance, middle: mean, lower: mean - distance, deviation: deviation)
    }
}
