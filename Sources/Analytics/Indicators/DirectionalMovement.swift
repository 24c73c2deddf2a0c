/// Wilder's directional movement: +DI, −DI and the average directional index, each 0 to 100.
///
/// The directional indicators begin after `period` changes, the index with its first mean, after 2 · period − 1. Where the
/// smoothed range is zero, both indicators are 0 and the index stays as it was.
package struct DirectionalMovement: Indicator {
    package struct Value: IndicatorValue {
        package let plus, minus: Double
        /// ADX; nil until its own average is begun.
        package let index: Double?

        package subscript(part part: Int) -> Double {
            switch part {
            case 0: index ?? .nan
            case 1: plus
            default: minus
            }
        }
    }

    private let period: Int
    private var previous: Bar?
    private var changes = 0
    private var plusMove = 0.0
    private var minusMove = 0.0
    private var range = 0.0
    /// The sum of the first indexes, then their average.
    private var index = 0.0

    package init(period: Int) {
        precondition(period > 1, "directional movement needs a period of 2 or more")
        self.period = period
    }

    package mutating func update(_ bar: Bar) -> Value? {
        defer { previous = bar }
        guard let previous else { return nil }
        // Past the last seed nothing depends on how many there were.
        changes = min(changes + 1, 2 * period)
        add(bar, after: previous)
        guard changes >= period else { return nil }
        let hasRange = range > 0
        let plus = hasRange ? 100 * (plusMove / range) : 0
        let minus = hasRange ? 100 * (minusMove / range) : 0
        average(plus, minus)
        return Value(plus: plus, minus: minus, index: changes >= 2 * period - 1 ? index : nil)
    }

    /// Only the larger of the two moves beyond the bar before counts, and only where it is a move outwards.
    private mutating func add(_ bar: Bar, after previous: Bar) {
        if changes >= period {
            let length = Double(period)
            plusMove -= plusMove / length
            minusMove -= minusMove / length
            range -= range / length
        }
        let up = bar.high - previous.high
        let down = previous.low - bar.low
        if down > 0, down > up {
            minusMove += down
        } else if up > 0, up > down {
            plusMove += up
        }
        range += bar.trueRange(after: previous.close)
    }

    private mutating func average(_ plus: Double, _ minus: Double) {
        let sum = plus + minus
        let isSeed = changes < 2 * period
        if sum >= 1e-14 {
            let next = 100 * (abs(minus - plus) / sum)
            index = isSeed ? index + next : (index * Double(period - 1) + next) / Double(period)
        }
        if changes == 2 * period - 1 { index /= Double(period) }
    }
}
