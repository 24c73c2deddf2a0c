import Glibc

/// The sample standard deviation of the last logarithmic returns, per bar and not annualised.
///
/// None while the window holds a return from or to a price that is not positive, which has no logarithm.
package struct RealizedVolatility: Indicator {
    private var previous: Double?
    private var returns: RollingWindow

    /// - Parameter period: Returns, at least 2; the first value comes one price later.
    package init(period: Int) {
        precondition(period > 1, "a sample deviation needs two returns")
        returns = RollingWindow(period)
    }

    @inline(__always)
    package mutating func update(_ price: Double) -> Double? {
        defer { previous = price }
        guard let previous else { return nil }
        _ = returns.push(previous > 0 && price > 0 ? log(price / previous) : .nan)
        guard returns.isFull else { return nil }
        // Two passes: sums that run along would keep a trace of a large return that has long left.
        let mean = returns.sum { $0 } / Double(returns.count)
        guard !mean.isNaN else { return nil }
        let squares = returns.sum { ($0 - mean) * ($0 - mean) }
        return (squares / Double(returns.count - 1)).squareRoot()
    }
}
