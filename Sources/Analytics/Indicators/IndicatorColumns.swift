/// The values of several indicators, a column for each; NaN where one has none.
package struct IndicatorColumns: RandomAccessCollection, Sendable {
    let memory: ColumnMemory

    package var startIndex: Int { 0 }
    package var endIndex: Int { memory.columnCount }

    package subscript(column: Int) -> IndicatorColumn {
        precondition(indices.contains(column), "there is no column \(column)")
        return IndicatorColumn(memory: memory, column: column)
    }
}

/// The values of one indicator, a number for each bar; NaN where it has none.
package struct IndicatorColumn: RandomAccessCollection, Sendable {
    fileprivate let memory: ColumnMemory
    fileprivate let column: Int

    package var startIndex: Int { 0 }
    package var endIndex: Int { memory.rowCount }

    package subscript(row: Int) -> Double { memory.number(column: column, row: row) }
}
