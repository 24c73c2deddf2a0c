package import Market

/// The checked-in facts from which `trading_calendar.json` is made; `calendar/facts.csv` explains its columns itself.
package struct CalendarFacts: Sendable {
    private struct Fact {
        let line: Int
        let markets: [AlgoPackSegment]
        let dates: [CivilDate]
        let day: CalendarFile.Day
        /// Length of the span as written: the shorter one wins.
        let spanLength: Int
    }

    private static let header = "market;dates;kind;sessions;trade_date;confirmed;source;note"

    private let revised: CivilDate
    private let facts: [Fact]

    /// Reads the facts.
    ///
    /// - Parameter name: The file's name for error messages.
    /// - Throws: ``CalendarFileError`` with file and line.
    package init(_ text: String, named name: String) throws(CalendarFileError) {
        var revised: CivilDate?
        var facts: [Fact] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let place = Place("\(name):\(index + 1)")
            let line = line.hasSuffix("\r") ? line.dropLast() : line
            if line.isEmpty || line.hasPrefix("#") || line == Self.header { continue }
            let fields = line.split(separator: ";", maxSplits: 7, omittingEmptySubsequences: false).map(String.init)
            if fields.count == 2, fields[0] == "revised" {
                revised = try place["revised"].date(fields[1])
            } else if fields.count == 8 {
                facts.append(try Self.fact(fields, line: index + 1, place))
            } else {
                throw CalendarFileError(.malformed, "\(place): expected eight fields, \(Self.header)")
            }
        }
        guard let revised else {
            throw CalendarFileError(.malformed, "\(name): the line revised;YYYY-MM-DD is missing")
        }
        self.revised = revised
        self.facts = facts
        try checkConflicts(name)
    }

    /// The calendar file that the facts give.
    package func file(profiles: SessionProfiles) -> CalendarFile {
        var days: [CalendarFile.Day] = []
        let dates = Set(facts.flatMap(\.dates)).sorted()
        for date in dates {
            for market in AlgoPackSegment.allCases {
                guard var day = winners(date, market).first?.day else { continue }
                day.market = market
                day.date = date
                days.append(day)
            }
        }
        let draft = CalendarFile(revised: revised, profiles: profiles, days: days)
        let calendar = draft.calendar
        for index in days.indices where days[index].kind == .weekendSession {
            days[index].tradeDate = calendar.day(days[index].date, days[index].market).tradeDate
        }
        return CalendarFile(revised: revised, profiles: profiles, days: days)
    }

    /// The facts about one date, the deciding one first.
    private func winners(_ date: CivilDate, _ market: AlgoPackSegment) -> [Fact] {
        facts.filter { $0.markets.contains(market) && $0.dates.contains(date) }
            .sorted { ($0.spanLength, $0.markets.count, $0.line) < ($1.spanLength, $1.markets.count, $1.line) }
    }

    private func checkConflicts(_ name: String) throws(CalendarFileError) {
        for date in Set(facts.flatMap(\.dates)).sorted() {
            for market in AlgoPackSegment.allCases {
                let found = winners(date, market)
                guard found.count > 1, found[0].spanLength == found[1].spanLength,
                    found[0].markets.count == found[1].markets.count
                else { continue }
                throw CalendarFileError(
                    .invalidValue,
                    "\(name):\(found[1].line): \(market) \(date) is already settled in line \(found[0].line)"
                )
            }
        }
    }

    private static func fact(_ fields: [String], line: Int, _ place: Place) throws(CalendarFileError) -> Fact {
        let markets = try self.markets(fields[0], place["market"])
        let (dates, spanLength) = try self.dates(fields[1], place["dates"])
        let kind = try place["kind"].kind(fields[2])
        var sessions: [TradingSession]?
        if !fields[3].isEmpty {
            let profile = SessionProfiles.exchange.profile(markets[0], on: dates[0])
            guard let list = TradingSession.list(fields[3], namedLike: profile?.sessions(of: kind) ?? []) else {
                throw place["sessions"].invalid(fields[3], expecting: "windows such as 10:00-18:40,19:05-23:50")
            }
            sessions = list
        }
        var tradeDate: CivilDate?
        if !fields[4].isEmpty { tradeDate = try place["trade_date"].date(fields[4]) }
        guard fields[5] == "yes" || fields[5] == "no" else {
            throw place["confirmed"].invalid(fields[5], expecting: "yes or no")
        }
        let day = CalendarFile.Day(
            market: markets[0],
            date: dates[0],
            kind: kind,
            sessions: sessions,
            tradeDate: tradeDate,
            isConfirmed: fields[5] == "yes",
            source: fields[6],
            note: fields[7]
        )
        return Fact(line: line, markets: markets, dates: dates, day: day, spanLength: spanLength)
    }

    private static func markets(_ text: String, _ place: Place) throws(CalendarFileError) -> [AlgoPackSegment] {
        if text == "all" { return AlgoPackSegment.allCases }
        var markets: [AlgoPackSegment] = []
        for part in text.split(separator: "+", omittingEmptySubsequences: false) {
            markets.append(try place.market(String(part)))
        }
        return markets
    }

    /// Days; every fact is compared with every date of the others.
    private static let longestSpan = 731

    /// `2026-01-03`, `2026-01-03/2026-01-04`, `2025-03-02/2025-12-31 weekends`.
    private static func dates(_ text: String, _ place: Place) throws(CalendarFileError) -> ([CivilDate], Int) {
        let suffix = " weekends"
        let span = text.hasSuffix(suffix) ? text.dropLast(suffix.count) : text[...]
        let ends = span.split(separator: "/", omittingEmptySubsequences: false)
        guard (1...2).contains(ends.count), let first = CivilDate(String(ends[0])),
            let last = CivilDate(String(ends[ends.count - 1])), first <= last,
            last.dayNumber - first.dayNumber <= longestSpan
        else {
            throw place.invalid(
                text,
                expecting:
                    "YYYY-MM-DD, \(CivilDate.allowed), a span first/last of up to two years, or a span with ' weekends'"
            )
        }
        let all = (first.dayNumber...last.dayNumber).map(CivilDate.init(dayNumber:))
        let dates = text.hasSuffix(suffix) ? all.filter { $0.weekday.isWeekend } : all
        guard !dates.isEmpty else { throw place.invalid(text, expecting: "a span with at least one such day") }
        return (dates, all.count)
    }
}
