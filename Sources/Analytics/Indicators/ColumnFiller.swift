/// Where one part of an indicator's values goes.
struct ColumnTarget: Sendable {
    let column: Int
    let part: Int
}

/// The columns of a batch, each with room for all its rows, and the row of the first bar of a span.
@safe
struct ColumnRows {
    private let columns: UnsafeMutablePointer<UnsafeMutablePointer<Double>>
    private let first: Int

    init(_ columns: UnsafeMutablePointer<UnsafeMutablePointer<Double>>, from first: Int) {
        unsafe self.columns = columns
        self.first = first
    }

    /// The rows of one column; they hold no values yet.
    @inline(__always)
    func rows(of column: Int) -> UnsafeMutablePointer<Double> {
        unsafe columns[column] + first
    }
}

/// Carries one indicator over further bars and writes its values to columns; NaN stands for none.
typealias ColumnFiller = (_ bars: ArraySlice<Bar>, _ rows: ColumnRows) -> Void

/// A filler with any indicator of bars.
///
/// A closure and not a generic type behind a protocol: that would be called unspecialised, twenty times slower. Values go where they
/// stay, without a list of them in between.
func columnFiller<I: Indicator>(_ indicator: I, _ targets: [ColumnTarget]) -> ColumnFiller where I.Input == Bar {
    var indicator = indicator
    // Most formulas have one column: then nothing but the indicator is in the loop.
    if let only = targets.first, targets.count == 1 {
        return { bars, rows in fill(rows, only, &indicator, bars) }
    }
    return { bars, rows in fill(rows, targets, &indicator, bars) }
}

/// A filler with an indicator that takes bars span by span.
func columnFiller<I: SpanIndicator>(_ indicator: I, _ targets: [ColumnTarget]) -> ColumnFiller {
    var indicator = indicator
    let first = targets.first?.column ?? 0
    let others = targets.dropFirst().map(\.column)
    return { bars, rows in
        let column = unsafe rows.rows(of: first)
        unsafe indicator.update(bars, into: column)
        for other in others { unsafe rows.rows(of: other).update(from: column, count: bars.count) }
    }
}

private func fill<I: Indicator>(
    _ rows: ColumnRows,
    _ target: ColumnTarget,
    _ indicator: inout I,
    _ bars: ArraySlice<Bar>
) where I.Input == Bar {
    // Taken out, so that its state may stay in registers; the loop has nothing else that could look at it.
    var own = consume indicator
    var next = unsafe rows.rows(of: target.column)
    for bar in bars {
        unsafe next.pointee = (own.update(bar)?[part: target.part] ?? .nan)
        unsafe next += 1
    }
    indicator = own
}

private func fill<I: Indicator>(
    _ rows: ColumnRows,
    _ targets: [ColumnTarget],
    _ indicator: inout I,
    _ bars: ArraySlice<Bar>
) where I.Input == Bar {
    var own = consume indicator
    // All parts first, each in a row of its own; which of them is a column of which number is asked once, not for each number.
    let count = bars.count
    unsafe withUnsafeTemporaryAllocation(of: Double.self, capacity: count * I.Value.partCount) { parts in
        guard let parts = parts.baseAddress else { return }
        var next = unsafe parts
        for bar in bars {
            let value = own.update(bar)
            for part in 0..<I.Value.partCount { unsafe next[part * count] = value?[part: part] ?? .nan }
            unsafe next += 1
        }
        for target in targets {
            let column = unsafe rows.rows(of: target.column)
            unsafe column.update(from: parts + target.part * count, count: count)
        }
    }
    indicator = own
}
