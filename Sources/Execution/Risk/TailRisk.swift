import Analytics
import Market

/// Value at risk and expected shortfall of the positions that are held now, by historical simulation.
///
/// The changes of all marks, minute by minute, are kept for a day; each is applied to the present positions at once, so that what moves
/// together counts together. The 95 % loss of a minute, and the mean loss beyond it, grow with the root of the horizon. The seed takes
/// the spread of prices **across instruments** for volatility, which is none.
package struct TailRisk: Hashable, Sendable {
    package struct Measure: Hashable, Sendable {
        /// Unit: roubles lost within the horizon.
        package let valueAtRisk: Double
        package let expectedShortfall: Double
    }

    /// Minutes that are kept.
    package static let mostRows = 525
    /// With fewer minutes nothing is known.
    package static let leastRows = 30

    private static let interval: Int64 = 60_000_000_000
    private let root: Double
    private var last: ContiguousArray<Price?>
    /// Of each minute the changes of the marks by slot, in units of price; the newest overwrites the oldest.
    private var rows: ContiguousArray<ContiguousArray<Double>> = []
    private var oldest = 0
    private var minute: Int64?

    package init(horizon: Duration, instruments: Int) {
        root = (Double(horizon.nanoseconds) / Double(Self.interval)).squareRoot()
        last = ContiguousArray(repeating: nil, count: instruments)
    }

    /// Takes the marks where a minute is over; to be called before a mark of the new one.
    ///
    /// - Returns: Whether there is a new row.
    mutating func sample(_ marks: borrowing ContiguousArray<Price?>, at now: Timestamp) -> Bool {
        let current = now.nanoseconds.dividedRoundingDown(by: Self.interval)
        guard let minute else {
            self.minute = current
            return false
        }
        guard current > minute else { return false }
        self.minute = current
        var row = ContiguousArray(repeating: 0.0, count: last.count)
        for index in last.indices {
            if let mark = marks[index], let before = last[index] {
                row[index] = Double(mark.nanos - before.nanos) / 1e9
            }
            last[index] = marks[index]
        }
        if rows.count < Self.mostRows {
            rows.append(row)
        } else {
            rows[oldest] = row
            oldest = (oldest + 1) % Self.mostRows
        }
        return true
    }

    /// Nil while too little is known; of no position zero.
    func measure(_ positions: ContiguousArray<Position>, _ facts: ContiguousArray<InstrumentFacts>) -> Measure? {
        guard rows.count >= Self.leastRows else { return nil }
        let worth = positions.indices.map { Double(positions[$0].lots.count) * Double(facts[$0].lotValue.nanos) / 1e9 }
        let results = rows.map { row in row.indices.reduce(0) { $0 + row[$1] * worth[$1] } }
        guard let tails = Tails(results) else { return nil }
        return Measure(
            valueAtRisk: max(0, tails.valueAtRisk95) * root,
            expectedShortfall: max(0, tails.shortfall95) * root
        )
    }
}
