import Market
import Platform

/// Turns the exchange's calendar blocks into statements (docs/reference/algopack.md, Calendars).
enum CalendarFeedMapping {
    /// The author of what the machine-readable calendar says.
    static let author = "moex-feed"

    /// The author of what the incomplete public table of exceptions says.
    static let engineAuthor = "moex-engines"

    /// Block `off_days` of `/iss/calendars.json`: all markets in one row.
    ///
    /// Null means "no data yet" and says nothing.
    static func offDays(_ block: ISSBlock, at now: Timestamp) throws(ExchangeError) -> [CalendarStatement] {
        let dates = try column("tradedate", of: block)
        var statements: [CalendarStatement] = []
        for market in MarketID.allCases {
            let engine = engine(of: market)
            let work = try column("\(engine)_workday", of: block)
            let reasons = try column("\(engine)_reason", of: block)
            let tradeDates = block.column("\(engine)_trade_session_date")
            for row in 0..<block.rowCount {
                guard let date = dates.date(row), let isWork = flag(work, row) else { continue }
                statements.append(
                    statement(
                        market,
                        date,
                        isWork: isWork,
                        reason: reasons.string(row).map { Redaction.text($0, limit: TextLimit.detail) },
                        tradeDate: tradeDates?.date(row),
                        at: now
                    )
                )
            }
        }
        return statements
    }

    /// The only table of `/iss/calendars/{stock,currency,futures}.json`.
    static func marketDays(
        _ block: ISSBlock,
        _ market: MarketID,
        at now: Timestamp
    ) throws(ExchangeError) -> [CalendarStatement] {
        let dates = try column("tradedate", of: block)
        let work = try column("is_traded", of: block)
        let reasons = try column("reason", of: block)
        let tradeDates = block.column("trade_session_date")
        let times = block.column("updatetime")
        return (0..<block.rowCount).compactMap { row in
            guard let date = dates.date(row), let isWork = flag(work, row) else { return nil }
            return statement(
                market,
                date,
                isWork: isWork,
                reason: reasons.string(row).map { Redaction.text($0, limit: TextLimit.detail) },
                tradeDate: tradeDates?.date(row),
                at: times?.instant(row) ?? now
            )
        }
    }

    /// Block `dailytable` of `/iss/engines/{stock,…}.json`: exceptions only, known to be incomplete, so provisional.
    static func dailyTable(
        _ block: ISSBlock,
        _ market: MarketID,
        at now: Timestamp
    ) throws(ExchangeError) -> [CalendarStatement] {
        let dates = try column("date", of: block)
        let work = try column("is_work_day", of: block)
        let stops = block.column("stop_time")
        return (0..<block.rowCount).compactMap { row in
            guard let date = dates.date(row), let isWork = flag(work, row) else { return nil }
            // A day off that closes at 19:00 is a weekend session; a transferred day has its evening.
            let closesEarly = stops?.time(row).map { $0.hour <= 19 } ?? false
            let kind: DayKind =
                !isWork ? .closed : !date.weekday.isWeekend ? .normal : closesEarly ? .weekendSession : .transferred
            return CalendarStatement(
                market: market,
                date: date,
                layer: .feed,
                kind: kind,
                isConfirmed: false,
                author: engineAuthor,
                note: "public table of exceptions",
                saidAt: now
            )
        }
    }

    /// The engine of a market in ISS paths and column names.
    static func engine(of market: MarketID) -> String {
        switch market {
        case .equities: "stock"
        case .currency: "currency"
        case .futures: "futures"
        }
    }

    /// The column, or an error that names it.
    static func column(_ name: String, of block: ISSBlock) throws(ExchangeError) -> ISSColumn {
        guard let column = block.column(name) else {
            throw ExchangeError(.badPayload, detail: "calendar: block \(block.name) has no column \(name)")
        }
        return column
    }

    private static func statement(
        _ market: MarketID,
        _ date: CivilDate,
        isWork: Bool,
        reason: String?,
        tradeDate: CivilDate?,
        at now: Timestamp
    ) -> CalendarStatement {
        let kind = kind(isWork: isWork, reason: reason, date: date, tradeDate: tradeDate)
        return CalendarStatement(
            market: market,
            date: date,
            layer: .feed,
            kind: kind,
            tradeDate: kind == .weekendSession ? tradeDate : nil,
            author: author,
            note: reason.map { "reason \($0)" } ?? "",
            saidAt: now
        )
    }

    /// H holiday, W weekend session, N normal, T transferred; what a new letter means follows from the trade date.
    private static func kind(isWork: Bool, reason: String?, date: CivilDate, tradeDate: CivilDate?) -> DayKind {
        guard isWork else { return .closed }
        if reason == "W" { return .weekendSession }
        if reason != "N", reason != "T", let tradeDate, tradeDate > date { return .weekendSession }
        return date.weekday.isWeekend || reason == "T" ? .transferred : .normal
    }

    /// 1, 0 or null, as a number or as text.
    private static func flag(_ column: ISSColumn, _ row: Int) -> Bool? {
        switch column.integer(row) ?? column.string(row).flatMap({ Int64($0) }) {
        case 1: true
        case 0: false
        default: nil
        }
    }
}
