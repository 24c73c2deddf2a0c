/// Several indicators over the same bars, one column for each name.
///
/// Parts of one formula (`macd`, `macd_signal`) are worked out once.
package final class IndicatorSet {
    package let names: [IndicatorName]
    private let fillers: [ColumnFiller]

    package init(_ names: [IndicatorName]) {
        self.names = names
        var formulas: [IndicatorFormula] = []
        var targets: [IndicatorFormula: [ColumnTarget]] = [:]
        for (column, name) in names.enumerated() {
            if targets[name.formula] == nil { formulas.append(name.formula) }
            targets[name.formula, default: []].append(ColumnTarget(column: column, part: name.part))
        }
        fillers = formulas.map { $0.filler(targets[$0] ?? []) }
    }

    /// Takes further bars; the values of each column are appended to it, NaN where a bar has none yet.
    ///
    /// - Parameter columns: As many as there are names, in their order.
    package func append(_ bars: [Bar], to columns: inout [[Double]]) {
        precondition(columns.count == names.count, "one column for each name")
        let before = columns.first?.count ?? 0
        precondition(columns.allSatisfy { $0.count == before }, "all columns are as long as each other")
        unsafe ColumnStorage.extend(&columns, by: bars.count) { bases in
            for start in stride(from: 0, to: bars.count, by: Self.span) {
                let part = bars[start..<min(start + Self.span, bars.count)]
                let rows = unsafe ColumnRows(bases, from: start)
                for fill in fillers { fill(part, rows) }
            }
        }
    }

    /// The whole columns of a series of bars.
    package static func columns(_ names: [IndicatorName], of bars: [Bar]) -> [[Double]] {
        let set = IndicatorSet(names)
        var columns = [[Double]](repeating: [], count: names.count)
        set.append(bars, to: &columns)
        return columns
    }

    /// Bars that every indicator passes over in turn: few enough to stay in the processor's nearest cache.
    private static let span = 256
}
