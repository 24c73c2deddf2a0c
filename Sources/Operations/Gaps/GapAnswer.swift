package import Market
package import Platform

/// What the gap scanner answers: `{count, results: [{ticker, uid, prev_close, open, gap}]}`, with `split` and
/// `dividend` where one is known, and `notes` of what is not.
package struct GapAnswer: Hashable, Sendable {
    package struct Result: Hashable, Sendable {
        package let secid: SecID
        package let previousClose, open: Double
        /// A fraction: 0.0384 is 3.84 %.
        package let gap: Double
        /// The split since the close before, which is told in new shares, such as `1:100`; nil where none is known.
        package let split: String?
        /// The dividend of one share without which it trades from this day on; nil where none is known.
        package let dividend: Double?

        package init(
            _ secid: SecID,
            previousClose: Double,
            open: Double,
            gap: Double,
            split: String? = nil,
            dividend: Double? = nil
        ) {
            self.secid = secid
            self.previousClose = previousClose
            self.open = open
            self.gap = gap
            self.split = split
            self.dividend = dividend
        }
    }

    package let date: CivilDate
    /// The day of the closes; nil where nothing was traded on the date.
    package let previousDate: CivilDate?
    /// The largest gap first.
    package let results: [Result]
    /// What is not known of dividends and splits, one line each.
    package let notes: [String]

    package init(date: CivilDate, previousDate: CivilDate?, results: [Result], notes: [String] = []) {
        self.date = date
        self.previousDate = previousDate
        self.results = results
        self.notes = notes
    }

    package var json: JSON {
        let answer: JSON = [
            "count": .int(Int64(results.count)),
            "results": .array(results.map(\.json)),
        ]
        return notes.isEmpty ? answer : answer.setting("notes", to: .array(notes.map { .string($0) }))
    }
}

extension GapAnswer.Result {
    fileprivate var json: JSON {
        var json: JSON = [
            "ticker": .string(secid.text),
            "uid": .string(secid.mainBoardID),
            "prev_close": .double(previousClose),
            "open": .double(open),
            "gap": .double(gap),
        ]
        if let split { json = json.setting("split", to: .string(split)) }
        if let dividend { json = json.setting("dividend", to: .double(dividend)) }
        return json
    }
}
