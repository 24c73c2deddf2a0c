/// The change against `period` values before, in per cent; 0 where that value was 0.
package struct RateOfChange: Indicator {
    private var window: RollingWindow

    package init(period: Int) {
        window = RollingWindow(period)
    }

    @inline(__always)
    package mutating func update(_ value: Double) -> Double? {
        window.push(value).map { $0 == 0 ? 0 : (value / $0 - 1) * 100 }
    }
}

/// The change against `period` values before, in their unit.
package struct Momentum: Indicator {
    private var window: RollingWindow

    package init(period: Int) {
        window = RollingWindow(period)
    }

    @inline(__always)
    package mutating func update(_ value: Double) -> Double? {
        window.push(value).map { value - $0 }
    }
}
