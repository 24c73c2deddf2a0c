package import Analytics

/// The daily bars of one share with their indicators, as known after the last of them.
///
/// `back` counts bars: 0 is the last one. Nothing here sees a bar that is not in ``bars``.
package struct ShareStudy: Sendable {
    /// Ascending.
    package let bars: [Bar]
    private let columns: IndicatorColumns

    package init(_ bars: [Bar]) {
        self.bars = bars
        columns = IndicatorSet.columns(StudyColumn.names, of: bars)
    }

    package func bar(back: Int = 0) -> Bar? {
        back >= 0 && back < bars.count ? bars[bars.count - 1 - back] : nil
    }

    /// Nil where there were too few bars.
    package subscript(column: StudyColumn, back back: Int = 0) -> Double? {
        guard back >= 0, back < bars.count, let place = StudyColumn.places[column] else { return nil }
        let value = columns[place][bars.count - 1 - back]
        return value.isNaN ? nil : value
    }

    /// The highest price of so many bars before the last; nil where there are fewer.
    package func highest(before count: Int) -> Double? {
        window(before: count)?.map(\.high).max()
    }

    /// The lowest price of so many bars before the last; nil where there are fewer.
    package func lowest(before count: Int) -> Double? {
        window(before: count)?.map(\.low).min()
    }

    /// The mean volume of so many bars before the last; nil where there are fewer.
    package func averageVolume(before count: Int) -> Double? {
        window(before: count).map { $0.reduce(0) { $0 + $1.volume } / Double(count) }
    }

    private func window(before count: Int) -> ArraySlice<Bar>? {
        guard count > 0, bars.count > count else { return nil }
        return bars[(bars.count - 1 - count)..<(bars.count - 1)]
    }
}
