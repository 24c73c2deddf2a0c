import Market
import Platform

extension Arguments {
    /// The date at a place, in any form of ``DateReader``.
    func calendarDate(_ index: Int, today: CivilDate) throws(UsageError) -> CivilDate? {
        try positional(index, expecting: DateReader.allowed) { DateReader(today: today).date($0) }
    }

    /// The same, or days in a row: `2027-01-01..2027-01-08`, `20.07-25.07`, `'с 20 по 25 июля'`.
    func calendarSpan(_ index: Int, today: CivilDate) throws(UsageError) -> DateSpan? {
        let reader = DateReader(today: today)
        let isBackwards = positional(index).map(reader.isBackwards) ?? false
        let expected =
            isBackwards ? "the earlier day first" : "\(DateReader.forms), or FIRST..LAST; \(CivilDate.allowed)"
        return try positional(index, expecting: expected) { reader.span($0) }
    }

    /// `--date`, in any form of ``DateReader``.
    func date(today: CivilDate) throws(UsageError) -> CivilDate? {
        try value("date", expecting: DateReader.allowed) { DateReader(today: today).date($0) }
    }

    /// `--market`: one market, or all of them; nil when it is not given.
    func markets() throws(UsageError) -> [AlgoPackSegment]? {
        try value("market", expecting: "one of EQ, FX, FO, all") { text in
            text.lowercased() == "all" ? AlgoPackSegment.allCases : AlgoPackSegment(word: text).map { [$0] }
        }
    }
}
