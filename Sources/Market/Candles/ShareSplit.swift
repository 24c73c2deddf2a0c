/// A split or a consolidation of a share: from its day on, so many new shares are where the old ones were.
package struct ShareSplit: Hashable, Sendable {
    package let secid: SecID
    /// The first day that is traded in new shares.
    package let date: CivilDate
    /// Old shares, and the new ones for them; both above 0, such as 1 and 100 for a split, 5,000 and 1 for a consolidation.
    package let before, after: Double

    /// Returns nil where one of the numbers is not above 0.
    package init?(secid: SecID, date: CivilDate, before: Double, after: Double) {
        guard before > 0, after > 0, before.isFinite, after.isFinite else { return nil }
        self.secid = secid
        self.date = date
        self.before = before
        self.after = after
    }

    /// New shares for an old one; old prices are divided by it.
    package var ratio: Double { after / before }

    /// `1:100`.
    package var text: String {
        func number(_ value: Double) -> String {
            let hundredths = (value * 100).rounded()
            let isWhole = hundredths.truncatingRemainder(dividingBy: 100) == 0 && value < 1e15
            return isWhole ? "\(Int64(value.rounded()))" : "\(hundredths / 100)"
        }
        return "\(number(before)):\(number(after))"
    }

    /// The split that an exchange's base price tells of: the close before in new shares.
    ///
    /// - Parameters:
    ///   - close: of the day before.
    ///   - base: what the exchange compares the day with.
    /// - Returns: nil where both are the same but for a price step. Numbers near whole ones count as these.
    package static func told(_ secid: SecID, on date: CivilDate, by base: Double, after close: Double) -> ShareSplit? {
        guard base > 0, close > 0 else { return nil }
        let ratio = close / base
        guard abs(ratio - 1) > tolerance else { return nil }
        func whole(_ value: Double) -> Double {
            abs(value.rounded() / value - 1) < tolerance && value.rounded() >= 2 ? value.rounded() : value
        }
        return ratio > 1
            ? ShareSplit(secid: secid, date: date, before: 1, after: whole(ratio))
            : ShareSplit(secid: secid, date: date, before: whole(1 / ratio), after: 1)
    }

    /// Base prices are rounded to a price step, some thousandths of the price at most.
    private static let tolerance = 0.01
}

extension Sequence<ShareSplit> {
    /// New shares for an old one: 1 where none of these splits is after the day, and on or before the last one.
    ///
    /// - Parameter last: nil takes in every later split.
    package func ratio(after date: CivilDate, through last: CivilDate? = nil) -> Double {
        reduce(1) { ratio, split in
            split.date > date && last.map { split.date <= $0 } ?? true ? ratio * split.ratio : ratio
        }
    }
}

extension DailyCandle {
    /// As it would have been in the shares after splits.
    ///
    /// Prices before a split's day are divided by its ratio, volumes multiplied; the value stays.
    package func adjusted(for splits: [ShareSplit]) -> DailyCandle {
        let ratio = splits.ratio(after: date)
        guard ratio != 1 else { return self }
        return DailyCandle(
            secid: secid,
            date: date,
            open: open / ratio,
            high: high / ratio,
            low: low / ratio,
            close: close / ratio,
            volume: volume * ratio,
            value: value
        )
    }
}
