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

    /// Takes further bars.
    ///
    /// - Returns: a column for each name, in their order, with a value for each of these bars.
    package func update(_ bars: [Bar]) -> IndicatorColumns {
        let memory = unsafe ColumnMemory(columns: names.count, rows: bars.count) { bases in
            for start in stride(from: 0, to: bars.count, by: Self.span) {
                let part = bars[start..<min(start + Self.span, bars.count)]
                let rows = unsafe ColumnRows(bases, from: start)
                for fill in fillers { fill(part, rows) }
            }
        }
        return IndicatorColumns(memory: memory)
    }

    /// The whole columns of a series of bars.
    package static func columns(_ names: [IndicatorName], of bars: [Bar]) -> IndicatorColumns {
        IndicatorSet(names).update(bars)
    }

    /// Bars that every indicator passes over in turn: few enough to stay in the processor's nearest cache.
    private static let span = 256
}
