/// Wilder's relative strength index, 0 to 100: the share of the gains in all moves.
///
/// Gains and losses are begun with their means over the first `period` changes, then smoothed by Wilder's rule. Where
/// there was no move at all it is 0, as in TA-Lib up to 0.8, not 50.
package struct RelativeStrength: Indicator {
    private let period: Int
    /// 1 / period, and what is left of 1: a division for each would be waited for at each bar.
    private let share, rest: Double
    private var previous: Double?
    private var changes = 0
    private var gain = 0.0
    private var loss = 0.0

    package init(period: Int) {
        precondition(period > 1, "a relative strength needs a period of 2 or more")
        self.period = period
        share = 1 / Double(period)
        rest = Double(period - 1) / Double(period)
    }

    @inline(__always)
    package mutating func update(_ value: Double) -> Double? {
        defer { previous = value }
        guard let previous else { return nil }
        let change = value - previous
        if changes < period {
            gain += change.ifPositive
            loss += (-change).ifPositive
            changes += 1
            guard changes == period else { return nil }
            gain *= share
            loss *= share
        } else {
            gain = gain * rest + change.ifPositive * share
            loss = loss * rest + (-change).ifPositive * share
        }
        let moved = gain + loss
        return moved > 0 ? 100 * (gain / moved) : 0
    }
}
