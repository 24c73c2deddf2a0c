/// How deep and how long an equity curve lay below its peaks.
package struct Underwater: Hashable, Sendable {
    /// The deepest fall in money.
    package private(set) var deepest = 0.0
    /// The deepest fall as a share of the peak before it, 0 to 1 and beyond; nil where a peak was not positive.
    package private(set) var deepestShare: Double? = 0
    /// The most periods in a row that ended below a peak; one that has not ended counts as long as it lasts.
    package private(set) var longest = 0
    /// The root of the mean squared share; nil as the share is.
    package private(set) var ulcerIndex: Double?

    package init(_ curve: EquityCurve) {
        var peak = curve.capital
        var squares = 0.0
        var inRow = 0
        for equity in curve.equity {
            peak = max(peak, equity)
            let fall = peak - equity
            deepest = max(deepest, fall)
            inRow = fall > 0 ? inRow + 1 : 0
            longest = max(longest, inRow)
            guard let share = deepestShare, peak > 0 else {
                deepestShare = nil
                continue
            }
            deepestShare = max(share, fall / peak)
            squares += (fall / peak) * (fall / peak)
        }
        if deepestShare != nil { ulcerIndex = ratio(squares, Double(curve.equity.count))?.squareRoot() }
    }
}
