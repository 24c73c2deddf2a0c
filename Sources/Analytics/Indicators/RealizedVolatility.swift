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
        guard let change = change(to: price) else { return nil }
        _ = returns.push(change)
        guard returns.isFull else { return nil }
        // Two passes: sums that run along would keep a trace of a large return that has long left.
        let mean = returns.sumInTurn { $0 } / Double(returns.count)
        guard !mean.isNaN else { return nil }
        let squares = returns.sumInTurn { ($0 - mean) * ($0 - mean) }
        return (squares / Double(returns.count - 1)).squareRoot()
    }

    /// The logarithmic return since the price before; NaN where there is none of such prices, nil for the first.
    @inline(__always)
    private mutating func change(to price: Double) -> Double? {
        defer { previous = price }
        guard let previous else { return nil }
        return previous > 0 && price > 0 ? log(price / previous) : .nan
    }
}

extension OfClose: SpanIndicator where Inner == RealizedVolatility {
    mutating func update(_ bars: ArraySlice<Bar>, into column: UnsafeMutablePointer<Double>) {
        var next = unsafe column
        var index = bars.startIndex
        while index < bars.endIndex {
            guard inner.canTakeFour, bars.endIndex - index >= 4 else {
                unsafe next.pointee = update(bars[index]) ?? .nan
                unsafe next += 1
                index += 1
                continue
            }
            var prices = SIMD4<Double>.zero
            for lane in 0..<4 { prices[lane] = bars[index + lane].close }
            let deviations = inner.updateFour(prices)
            for lane in 0..<4 { unsafe next[lane] = deviations[lane] }
            unsafe next += 4
            index += 4
        }
    }
}

extension RealizedVolatility {
    /// The values at four prices at once, to the same bits as one by one; NaN where there is none.
    ///
    /// - Precondition: ``canTakeFour``.
    @inline(__always)
    mutating func updateFour(_ prices: SIMD4<Double>) -> SIMD4<Double> {
        var changes = SIMD4<Double>.zero
        for lane in 0..<4 { changes[lane] = change(to: prices[lane]) ?? .nan }
        let windows = returns.pushFour(changes)
        let means = returns.sumInTurn(windows) { $0 } / Double(returns.count)
        let squares = returns.sumInTurn(windows) { ($0 - means) * ($0 - means) }
        return (squares / Double(returns.count - 1)).squareRoot()
    }

    var canTakeFour: Bool { returns.hasRoomForFour }
}
