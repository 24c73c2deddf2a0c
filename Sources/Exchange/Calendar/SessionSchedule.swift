import Market

/// The trading periods that the exchange announces for one day, from `/iss/calendars/{stock,futures,currency}/session.json`
/// (docs/reference/algopack.md, Calendars).
///
/// The exchange names and cuts its periods differently on each market and counts auctions in, so only their union counts,
/// and small differences to our sessions say nothing. Time of ours that no period covers does: an evening was once
/// cancelled, another one began at 19:45.
struct SessionSchedule {
    /// Differences up to this many seconds are auctions.
    private static let tolerance = 900

    private typealias Span = (open: TimeOfDay, close: TimeOfDay)

    /// In order of time, without overlap.
    private let spans: [Span]
    /// True when a period of the day, or perhaps of the day, came without its times: what no other period covers is then
    /// not cancelled.
    private let hasGaps: Bool

    /// True when the answer says something of the day.
    var isAnnounced: Bool { !spans.isEmpty }

    /// Reads the periods of a date; rows of other dates, boards and kinds are passed over.
    init(_ block: ISSBlock, _ market: AlgoPackSegment, on date: CivilDate) throws(ExchangeError) {
        let starts = try Self.anyColumn(["time_from", "from"], of: block)
        let ends = try Self.anyColumn(["time_till", "till"], of: block)
        var spans: [Span] = []
        var hasGaps = false
        for row in 0..<block.rowCount where Self.isTrading(block, row, market) && Self.isMainBoard(block, row, market) {
            guard let open = Moment(starts, row), let close = Moment(ends, row) else {
                hasGaps = true
                continue
            }
            if let span = Self.span(open, close, on: date) { spans.append(span) }
        }
        self.spans = Self.united(spans)
        self.hasGaps = hasGaps
    }

    /// Our sessions cut to the announced periods; nil when they differ by no more than an auction, or nothing is announced.
    ///
    /// Sessions are never made longer, so no slot is expected that may not come.
    func correction(of usual: [TradingSession]) -> [TradingSession]? {
        guard isAnnounced else { return nil }
        let corrected = usual.compactMap { session -> TradingSession? in
            let covering = spans.filter { $0.open < session.close && session.open < $0.close }
            guard let first = covering.first, let last = covering.last else { return hasGaps ? session : nil }
            return TradingSession(
                name: session.name,
                open: Self.isFar(session.open, first.open) ? max(session.open, first.open) : session.open,
                close: Self.isFar(session.close, last.close) ? min(session.close, last.close) : session.close
            )
        }
        return corrected.isEmpty || corrected == usual ? nil : corrected
    }

    private static func united(_ spans: [Span]) -> [Span] {
        var united: [Span] = []
        for span in spans.sorted(by: { ($0.open, $0.close) < ($1.open, $1.close) }) {
            if let last = united.last, span.open <= last.close {
                united[united.count - 1].close = max(last.close, span.close)
            } else {
                united.append(span)
            }
        }
        return united
    }

    private static func isFar(_ left: TimeOfDay, _ right: TimeOfDay) -> Bool {
        abs(left.secondOfDay - right.secondOfDay) > tolerance
    }

    private static func anyColumn(_ names: [String], of block: ISSBlock) throws(ExchangeError) -> ISSColumn {
        for name in names {
            if let column = block.column(name) { return column }
        }
        return try CalendarFeedMapping.column(names[0], of: block)
    }

    /// The part of a period that lies in the date; nil for a period that begins on another one.
    ///
    /// A period that ends at midnight or after it goes on to the end of the day; without dates, an end before the begin lies
    /// on the next one.
    private static func span(_ open: Moment, _ close: Moment, on date: CivilDate) -> Span? {
        guard (open.date ?? date) == date, open.time != close.time || close.date != open.date else { return nil }
        let isNextDay = close.date.map { $0 > date } ?? (close.time < open.time)
        let end = isNextDay ? .endOfDay : close.time
        return open.time < end ? (open.time, end) : nil
    }

    /// Clearing, settlement, auctions of the currency market and "not applicable" are no trading.
    private static func isTrading(_ block: ISSBlock, _ row: Int, _ market: AlgoPackSegment) -> Bool {
        let type = block.column("type")?.string(row)
        switch market {
        case .equities: return [0, 1, 2, 5].contains(block.column("tradingsession")?.integer(row))
        case .futures:
            return ["morning_session", "main_session", "evening_session", "weekend_session"].contains(type)
        case .currency: return type == "system"
        }
    }

    private static func isMainBoard(_ block: ISSBlock, _ row: Int, _ market: AlgoPackSegment) -> Bool {
        guard let board = block.column("boardid")?.string(row), !board.isEmpty else { return true }
        switch market {
        case .equities: return board == "TQBR"
        case .currency: return board == "CETS"
        case .futures: return board == "RFUD"
        }
    }
}

/// A border of a period: a time of day on some markets, a datetime on others.
private struct Moment {
    /// Nil where only the time is given.
    let date: CivilDate?
    let time: TimeOfDay

    init?(_ column: ISSColumn, _ row: Int) {
        if let time = column.time(row) {
            (date, self.time) = (nil, time)
        } else if let instant = column.instant(row) {
            (date, time) = (MoscowTime.date(of: instant), MoscowTime.time(of: instant))
        } else {
            return nil
        }
    }
}
