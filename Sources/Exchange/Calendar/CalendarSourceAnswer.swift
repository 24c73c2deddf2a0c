import Market

/// The rows of one page of a calendar.
struct CalendarRows {
    /// In the order of the page; a row without a readable date is left out.
    let dates: [CivilDate]
    var statements: [CalendarStatement] = []
    /// Days that have a row which says "not known yet".
    var undecided: Set<CalendarFeedReport.Day> = []
    /// Markets of which the page does not speak, and why.
    var refusals: [AlgoPackSegment: ExchangeError] = [:]

    init(_ dates: ISSColumn, count: Int) {
        self.dates = (0..<count).compactMap { dates.date($0) }
    }
}

/// What one question to a calendar brought, all pages together.
struct CalendarSourceAnswer {
    /// How far an answer reaches beyond the days it names.
    enum End {
        /// Read to its end: a day without a row is an ordinary one up to the last row.
        case complete
        /// The server gave the same rows again.
        case repeated
        /// No row at all, as of a year that is not announced yet.
        case nothing
        /// Broken off; what came before is good.
        case cut(ExchangeError)
    }

    private(set) var dates: Set<CivilDate> = []
    private(set) var statements: [CalendarStatement] = []
    private(set) var undecided: Set<CalendarFeedReport.Day> = []
    private(set) var refusals: [AlgoPackSegment: ExchangeError] = [:]
    var end = End.complete

    /// Takes the dates that are new.
    ///
    /// - Returns: False when the page has none.
    mutating func add(_ page: CalendarRows) -> Bool {
        let fresh = Set(page.dates).subtracting(dates)
        dates.formUnion(fresh)
        statements += page.statements.filter { fresh.contains($0.date) }
        undecided.formUnion(page.undecided)
        refusals.merge(page.refusals) { first, _ in first }
        return !fresh.isEmpty
    }

    /// True when the days asked for are simply not known there.
    var isNothing: Bool {
        if case .nothing = end { true } else { false }
    }

    /// Why the answer is not all that was asked for of a market; nil when it is.
    func failure(of market: AlgoPackSegment) -> ExchangeError? {
        if case .cut(let error) = end { return error }
        return refusals[market]
    }

    /// True when nobody answers at all: the next questions to the same source would only wait as long.
    var isSilence: Bool {
        if case .cut(let error) = end { error.isSilence } else { false }
    }

    /// The days on which the answer stands for the market, its silence included.
    func covered(_ market: AlgoPackSegment, _ first: CivilDate, _ last: CivilDate) -> Set<CalendarFeedReport.Day> {
        guard refusals[market] == nil else { return [] }
        let reached: [CivilDate]
        switch end {
        // What lies after the last row was not spoken of: the next days' rows may not be there yet.
        case .complete: reached = Self.days(first, min(last, dates.max() ?? first.adding(days: -1)))
        case .repeated: reached = Self.days(max(first, dates.min() ?? last), min(last, dates.max() ?? first))
        case .nothing: reached = []
        case .cut: reached = dates.filter { first <= $0 && $0 <= last }
        }
        return Set(reached.map { CalendarFeedReport.Day(market, $0) }).subtracting(undecided)
    }

    /// The days that were asked for, where all that is known of them came.
    func asked(_ market: AlgoPackSegment, _ first: CivilDate, _ last: CivilDate) -> Set<CalendarFeedReport.Day> {
        guard case .complete = end, refusals[market] == nil else { return [] }
        return Set(Self.days(first, last).map { CalendarFeedReport.Day(market, $0) }).subtracting(undecided)
    }

    private static func days(_ first: CivilDate, _ last: CivilDate) -> [CivilDate] {
        first <= last ? (first.dayNumber...last.dayNumber).map { CivilDate(dayNumber: $0) } : []
    }
}
