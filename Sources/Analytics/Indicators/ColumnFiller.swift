/// Where one part of an indicator's values goes.
struct ColumnTarget: Sendable {
    let column: Int
    let part: Int
}

/// Carries one indicator over bars and writes its values to columns; NaN stands for none.
protocol ColumnFilling: Sendable {
    mutating func fill(_ bars: ArraySlice<Bar>, into columns: inout [[Double]])
}

/// ``ColumnFilling`` with any indicator of bars.
struct ColumnFiller<I: Indicator>: ColumnFilling where I.Input == Bar {
    private var indicator: I
    private let targets: [ColumnTarget]
    private var values: [I.Value?] = []

    init(_ indicator: I, _ targets: [ColumnTarget]) {
        self.indicator = indicator
        self.targets = targets
    }

    mutating func fill(_ bars: ArraySlice<Bar>, into columns: inout [[Double]]) {
        values.removeAll(keepingCapacity: true)
        for bar in bars { values.append(indicator.update(bar)) }
        for target in targets {
            // Taken out and put back, so that the column has one owner and is not copied.
            var column: [Double] = []
            swap(&column, &columns[target.column])
            for value in values { column.append(value?[part: target.part] ?? .nan) }
            swap(&column, &columns[target.column])
        }
    }
}
