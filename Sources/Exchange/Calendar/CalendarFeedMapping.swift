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
    /// Null means "no data yet" and says nothing. A market without its columns takes nothing from the others.
    static func offDays(_ block: ISSBlock, at now: Timestamp) throws(ExchangeError) -> CalendarRows {
        let dates = try column("tradedate", of: block)
        var rows = CalendarRows(dates, count: block.rowCount)
        for market in AlgoPackSegment.allCases {
            do throws(ExchangeError) {
                let engine = engine(of: market)
                let columns = StatementColumns(
                    dates: dates,
                    work: try column("\(engine)_workday", of: block),
                    reasons: try column("\(engine)_reason", of: block),
                    tradeDates: block.column("\(engine)_trade_session_date"),
                    times: nil
                )
                read(columns, market, into: &rows, at: now)
            } catch {
                rows.refusals[market] = error
            }
        }
        if rows.refusals.count == AlgoPackSegment.allCases.count, let error = rows.refusals.values.first { throw error }
        return rows
    }

    /// The only table of `/iss/calendars/{stock,currency,futures}.json`.
    static func marketDays(
        _ block: ISSBlock,
        _ market: AlgoPackSegment,
        at now: Timestamp
    ) throws(ExchangeError) -> CalendarRows {
        let dates = try column("tradedate", of: block)
        var rows = CalendarRows(dates, count: block.rowCount)
        let columns = StatementColumns(
            dates: dates,
            work: try column("is_traded", of: block),
            reasons: try column("reason", of: block),
            tradeDates: block.column("trade_session_date"),
            times: block.column("updatetime")
        )
        read(columns, market, into: &rows, at: now)
        return rows
    }

    /// Block `dailytable` of `/iss/engines/{stock,…}.json`: exceptions only, known to be incomplete, so provisional.
    static func dailyTable(
        _ block: ISSBlock,
        _ market: AlgoPackSegment,
        at now: Timestamp
    ) throws(ExchangeError) -> CalendarRows {
        let dates = try column("date", of: block)
        let work = try column("is_work_day", of: block)
        let (starts, stops) = (block.column("start_time"), block.column("stop_time"))
        var rows = CalendarRows(dates, count: block.rowCount)
        for row in 0..<block.rowCount {
            guard let date = dates.date(row) else { continue }
            guard let isWork = flag(work, row) else {
                rows.undecided.insert(CalendarFeedReport.Day(market, date))
                continue
            }
            let closesEarly = closesEarly(from: starts?.time(row), until: stops?.time(row))
            let kind: DayKind =
                !isWork ? .closed : !date.weekday.isWeekend ? .normal : closesEarly ? .weekendSession : .transferred
            rows.statements.append(
                CalendarStatement(
                    market: market,
                    date: date,
                    layer: .feed,
                    kind: kind,
                    isConfirmed: false,
                    author: engineAuthor,
                    note: "public table of exceptions",
                    saidAt: now
                )
            )
        }
        return rows
    }

    /// A day off that closes at 19:00 is a weekend session; a transferred day has its evening, which may end at midnight or
    /// after it.
    private static func closesEarly(from start: TimeOfDay?, until stop: TimeOfDay?) -> Bool {
        guard let stop, stop > start ?? .midnight else { return false }
        return stop.hour <= 19
    }

    /// The engine of a market in ISS paths and column names.
    static func engine(of market: AlgoPackSegment) -> String {
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

    private struct StatementColumns {
        let dates: ISSColumn
        let work: ISSColumn
        let reasons: ISSColumn
        let tradeDates: ISSColumn?
        let times: ISSColumn?
    }

    private static func read(
        _ columns: StatementColumns,
        _ market: AlgoPackSegment,
        into rows: inout CalendarRows,
        at now: Timestamp
    ) {
        for row in 0..<columns.dates.rowCount {
            guard let date = columns.dates.date(row) else { continue }
            guard let isWork = flag(columns.work, row) else {
                rows.undecided.insert(CalendarFeedReport.Day(market, date))
                continue
            }
            rows.statements.append(
                statement(
                    market,
                    date,
                    isWork: isWork,
                    reason: columns.reasons.string(row).map { Redaction.text($0, limit: TextLimit.detail) },
                    tradeDate: columns.tradeDates?.date(row),
                    at: columns.times?.instant(row) ?? now
                )
            )
        }
    }

    private static func statement(
        _ market: AlgoPackSegment,
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
