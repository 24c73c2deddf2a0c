/// The commodity channel index: the typical price's distance from its mean, in 0.015 mean absolute deviations; 0 where
/// there is no distance.
///
/// Sums are made in the order of the window's places, as in TA-Lib: in a window that hardly moves another order shows.
package struct CommodityChannel: Indicator {
    private var window: RollingWindow

    package init(period: Int) {
        precondition(period > 1, "a channel index needs a period of 2 or more")
        window = RollingWindow(period)
    }

    @inline(__always)
    package mutating func update(_ bar: Bar) -> Double? {
        let price = bar.typicalPrice
        _ = window.push(price)
        guard window.isFull else { return nil }
        let length = Double(window.count)
        let mean = window.sumInTurn { $0 } / length
        let deviations = window.sumInTurn { abs($0 - mean) }
        return Self.index(price, mean, deviations / length)
    }

    @inline(__always)
    private static func index(_ price: Double, _ mean: Double, _ deviation: Double) -> Double {
        let distance = price - mean
        return isNegligible(distance, between: price, and: mean) ? 0 : distance / (0.015 * deviation)
    }
}

extension CommodityChannel: SpanIndicator {
    mutating func update(_ bars: ArraySlice<Bar>, into column: UnsafeMutablePointer<Double>) {
        let length = Double(window.count)
        var next = unsafe column
        var index = bars.startIndex
        while index < bars.endIndex {
            guard window.hasRoomForFour, bars.endIndex - index >= 4 else {
                unsafe next.pointee = update(bars[index]) ?? .nan
                unsafe next += 1
                index += 1
                continue
            }
            var prices = SIMD4<Double>.zero
            for lane in 0..<4 { prices[lane] = bars[index + lane].typicalPrice }
            let windows = window.pushFour(prices)
            let means = window.sumInTurn(windows) { $0 } / length
            let deviations = window.sumInTurn(windows) { ($0 - means).magnitudes } / length
            for lane in 0..<4 { unsafe next[lane] = Self.index(prices[lane], means[lane], deviations[lane]) }
            unsafe next += 4
            index += 4
        }
    }
}
