package import Market
package import Platform

/// What the gap scanner answers: `{count, results: [{ticker, uid, prev_close, open, gap}]}`.
package struct GapAnswer: Hashable, Sendable {
    package struct Result: Hashable, Sendable {
        package let secid: SecID
        package let previousClose, open: Double
        /// A fraction: 0.0384 is 3.84 %.
        package let gap: Double

        package init(_ secid: SecID, previousClose: Double, open: Double, gap: Double) {
            self.secid = secid
            self.previousClose = previousClose
            self.open = open
            self.gap = gap
        }
    }

    package let date: CivilDate
    /// The day of the closes; nil where nothing was traded on the date.
    package let previousDate: CivilDate?
    /// The largest gap first.
    package let results: [Result]

    package init(date: CivilDate, previousDate: CivilDate?, results: [Result]) {
        self.date = date
        self.previousDate = previousDate
        self.results = results
    }

    package var json: JSON {
        [
            "count": .int(Int64(results.count)),
            "results": .array(
                results.map { result in
                    [
                        "ticker": .string(result.secid.text),
                        "uid": .string(result.secid.mainBoardID),
                        "prev_close": .double(result.previousClose),
                        "open": .double(result.open),
                        "gap": .double(result.gap),
                    ]
                }
            ),
        ]
    }
}
