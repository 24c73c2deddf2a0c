package import Market
package import Platform

/// What the gap scanner answers: `{count, results: [{ticker, uid, prev_close, open, gap}]}`, with `split` where one is known.
package struct GapAnswer: Hashable, Sendable {
    package struct Result: Hashable, Sendable {
        package let secid: SecID
        package let previousClose, open: Double
        /// A fraction: 0.0384 is 3.84 %.
        package let gap: Double
        /// The split since the close before, which is told in new shares, such as `1:100`; nil where none is known.
        package let split: String?

        package init(_ secid: SecID, previousClose: Double, open: Double, gap: Double, split: String? = nil) {
            self.secid = secid
            self.previousClose = previousClose
            self.open = open
            self.gap = gap
            self.split = split
        }
    }

    package let date: CivilDate
    /// The day of the closes; nil where nothing was traded on the date.
    package let previousDate: CivilDate?
    /// The largest gap first.
    package let results: [Result]
    /// Why nothing is known of splits; nil where the source has an answer.
    package let splitTrouble: String?

    package init(date: CivilDate, previousDate: CivilDate?, results: [Result], splitTrouble: String? = nil) {
        self.date = date
        self.previousDate = previousDate
        self.results = results
        self.splitTrouble = splitTrouble
    }

    package var json: JSON {
        [
            "count": .int(Int64(results.count)),
            "results": .array(
                results.map { result in
                    let json: JSON = [
                        "ticker": .string(result.secid.text),
                        "uid": .string(result.secid.mainBoardID),
                        "prev_close": .double(result.previousClose),
                        "open": .double(result.open),
                        "gap": .double(result.gap),
                    ]
                    return result.split.map { json.setting("split", to: .string($0)) } ?? json
                }
            ),
        ]
    }
}
