/// Where one part of an indicator's values goes.
struct ColumnTarget: Sendable {
    let column: Int
    let part: Int
}

/// Carries one indicator over further bars and appends its values to columns; NaN stands for none.
typealias ColumnFiller = (_ bars: ArraySlice<Bar>, _ columns: inout [[Double]]) -> Void

/// A filler with any indicator of bars.
///
/// A closure and not a generic type behind a protocol: that would be called unspecialised, twenty times slower.
func columnFiller<I: Indicator>(_ indicator: I, _ targets: [ColumnTarget]) -> ColumnFiller where I.Input == Bar {
    var indicator = indicator
    return { bars, columns in
        let values = advance(&indicator, over: bars)
        for target in targets {
            // In one go: an append for each value would look each time whether the column is shared.
            columns[target.column].append(contentsOf: values.lazy.map { $0?[part: target.part] ?? .nan })
        }
    }
}

private func advance<I: Indicator>(_ indicator: inout I, over bars: ArraySlice<Bar>) -> [I.Value?]
where I.Input == Bar {
    bars.map { indicator.update($0) }
}
