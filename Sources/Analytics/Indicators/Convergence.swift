/// The moving average convergence/divergence: a fast exponential average less a slow one, and its own average.
///
/// The fast average is begun later, with the mean of the values before the slow one's first, so that both have their first
/// value at the same bar. All three parts begin with the first signal: after slow + signal − 1 values.
package struct Convergence: Indicator {
    package struct Value: IndicatorValue {
        /// Fast average less slow average.
        package let line: Double
        /// The exponential average of the line.
        package let signal: Double

        /// Line less signal.
        package var histogram: Double { line - signal }

        package static var partCount: Int { 3 }

        package subscript(part part: Int) -> Double {
            switch part {
            case 0: line
            case 1: signal
            default: histogram
            }
        }
    }

    private var fast: ExponentialAverage
    private var slow: ExponentialAverage
    private var signal: ExponentialAverage
    /// How many values the fast average leaves out.
    private var skipped: Int

    /// The longer of the two periods is the slow one's, in whatever order they are given.
    package init(fast: Int, slow: Int, signal: Int) {
        self.fast = ExponentialAverage(period: min(fast, slow))
        self.slow = ExponentialAverage(period: max(fast, slow))
        self.signal = ExponentialAverage(period: signal)
        skipped = abs(slow - fast)
    }

    @inline(__always)
    package mutating func update(_ value: Double) -> Value? {
        let slow = slow.update(value)
        guard skipped == 0 else {
            skipped -= 1
            return nil
        }
        guard let fast = fast.update(value), let slow else { return nil }
        let line = fast - slow
        return signal.update(line).map { Value(line: line, signal: $0) }
    }
}
