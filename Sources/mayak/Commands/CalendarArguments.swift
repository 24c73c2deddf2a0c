import Market
import Platform

extension Arguments {
    /// The date at a place: `2026-05-09`, or `today`, `tomorrow`, `yesterday` in Moscow.
    func calendarDate(_ index: Int, today: CivilDate) throws(UsageError) -> CivilDate? {
        try positional(index, expecting: "YYYY-MM-DD, today, tomorrow or yesterday; \(CivilDate.allowed)") {
            Self.date($0, today)
        }
    }

    /// The same, or days in a row: `2027-01-01..2027-01-08`, `today..2026-11-30`.
    func calendarSpan(_ index: Int, today: CivilDate) throws(UsageError) -> DateSpan? {
        try positional(
            index,
            expecting: "YYYY-MM-DD, today, tomorrow, yesterday, or FIRST..LAST; \(CivilDate.allowed)"
        ) { text in
            let ends = text.replacing("..", with: " ").split(separator: " ", omittingEmptySubsequences: false)
            guard (1...2).contains(ends.count), let first = Self.date(String(ends[0]), today),
                let last = Self.date(String(ends[ends.count - 1]), today), first <= last
            else { return nil }
            return DateSpan(first, last)
        }
    }

    private static func date(_ text: String, _ today: CivilDate) -> CivilDate? {
        switch text {
        case "today": today
        case "tomorrow": today.adding(days: 1)
        case "yesterday": today.adding(days: -1)
        default: CivilDate(text)
        }
    }

    /// `--market`: one market, or all of them; nil when it is not given.
    func markets() throws(UsageError) -> [AlgoPackSegment]? {
        try value("market", expecting: "one of EQ, FX, FO, all") { text in
            text.lowercased() == "all" ? AlgoPackSegment.allCases : AlgoPackSegment(text).map { [$0] }
        }
    }
}
