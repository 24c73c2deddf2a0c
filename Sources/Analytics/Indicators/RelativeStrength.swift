/// Wilder's relative strength index, 0 to 100: the share of the gains in all moves.
///
/// Gains and losses are begun with their means over the first `period` changes, then smoothed by Wilder's rule. Where
/// there was no move at all it is 0, as in TA-Lib up to 0.8, not 50.
package struct RelativeStrength: Indicator {
    private let period: Int
    private var previous: Double?
    private var changes = 0
    private var gain = 0.0
    private var loss = 0.0

    package init(period: Int) {
        precondition(period > 1, "a relative strength needs a period of 2 or more")
        self.period = period
    }

    @inline(__always)
    package mutating func update(_ value: Double) -> Double? {
        defer { previous = value }
        guard let previous else { return nil }
        let change = value - previous
        let length = Double(period)
        if changes < period {
            add(change)
            changes += 1
            guard changes == period else { return nil }
        } else {
            gain *= length - 1
            loss *= length - 1
            add(change)
        }
        gain /= length
        loss /= length
        let moved = gain + loss
        return moved > 0 ? 100 * (gain / moved) : 0
    }

    @inline(__always)
    private mutating func add(_ change: Double) {
        gain += change.ifPositive
        loss += (-change).ifPositive
    }
}
