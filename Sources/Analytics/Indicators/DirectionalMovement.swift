/// Wilder's directional movement: +DI, −DI and the average directional index, each 0 to 100.
///
/// The directional indicators begin after `period` changes, the index with its first mean, after 2 · period − 1. Where the
/// smoothed range is zero, both indicators are 0 and the index stays as it was.
package struct DirectionalMovement: Indicator {
    package struct Value: IndicatorValue {
        package let plus, minus: Double
        /// ADX; nil until its own average is begun.
        package let index: Double?

        package static var partCount: Int { 3 }

        package subscript(part part: Int) -> Double {
            switch part {
            case 0: index ?? .nan
            case 1: plus
            default: minus
            }
        }
    }

    private let period: Int
    /// 1 / period, and what is left of 1.
    private let share, rest: Double
    private var high = 0.0
    private var low = 0.0
    private var close = 0.0
    /// Bars so far, up to one more than the last seed needs: past it nothing depends on how many there were.
    private var bars = 0
    private var plusMove = 0.0
    private var minusMove = 0.0
    private var range = 0.0
    /// The sum of the first indexes, then their average.
    private var index = 0.0

    package init(period: Int) {
        precondition(period > 1, "directional movement needs a period of 2 or more")
        self.period = period
        share = 1 / Double(period)
        rest = Double(period - 1) / Double(period)
    }

    private var changes: Int { bars - 1 }

    @inline(__always)
    package mutating func update(_ bar: Bar) -> Value? {
        defer { (high, low, close) = (bar.high, bar.low, bar.close) }
        bars = min(bars + 1, 2 * period + 1)
        guard changes > 0 else { return nil }
        add(bar)
        guard changes >= period else { return nil }
        let scale = range > 0 ? 100 / range : 0
        let plus = plusMove * scale
        let minus = minusMove * scale
        average(plus, minus)
        return Value(plus: plus, minus: minus, index: changes >= 2 * period - 1 ? index : nil)
    }

    /// Only the larger of the two moves beyond the bar before counts, and only where it is a move outwards.
    @inline(__always)
    private mutating func add(_ bar: Bar) {
        let kept = changes >= period ? rest : 1
        let up = (bar.high - high).ifPositive
        let down = (low - bar.low).ifPositive
        plusMove = plusMove * kept + up.kept(if: up > down)
        minusMove = minusMove * kept + down.kept(if: down > up)
        range = range * kept + bar.trueRange(after: close)
    }

    @inline(__always)
    private mutating func average(_ plus: Double, _ minus: Double) {
        let sum = plus + minus
        let isSeed = changes < 2 * period
        if sum >= 1e-14 {
            let next = 100 * (abs(minus - plus) / sum)
            index = isSeed ? index + next : index + (next - index) * share
        }
        if changes == 2 * period - 1 { index *= share }
    }
}
