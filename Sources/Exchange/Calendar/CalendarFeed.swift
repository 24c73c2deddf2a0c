package import Market

/// The exchange's own calendars, best source first (docs/reference/algopack.md, Calendars).
package struct CalendarFeed: Sendable {
    /// A year has 366 rows in pages of at most 1000; more pages mean a server that ignores `start`.
    private static let maximumPages = 20

    private let iss: ISSClient
    private let clock: any MarketClock

    package init(iss: ISSClient, clock: any MarketClock) {
        self.iss = iss
        self.clock = clock
    }

    /// What the exchange says of the days from a date to a date, both included.
    ///
    /// The machine-readable calendar needs a key with the right plan; where it refuses, the calendars of single markets
    /// are tried, then the public table of exceptions.
    ///
    /// - Throws: ``ExchangeError`` of the last source when none answers; `CancellationError`.
    package func report(from first: CivilDate, through last: CivilDate) async throws -> CalendarFeedReport {
        var remarks: [String] = []
        do {
            return CalendarFeedReport(source: .offDays, statements: try await offDays(first, last))
        } catch let error as ExchangeError {
            remarks.append("\(CalendarFeedReport.Source.offDays.rawValue): \(error)")
        }
        do {
            return CalendarFeedReport(source: .markets, statements: try await marketDays(first, last), remarks: remarks)
        } catch let error as ExchangeError {
            remarks.append("\(CalendarFeedReport.Source.markets.rawValue): \(error)")
        }
        return CalendarFeedReport(source: .engines, statements: try await dailyTables(first, last), remarks: remarks)
    }

    /// The hours of today where the exchange announces other ones than ours, as a statement of a short day.
    ///
    /// - Parameter today: Our calendar's day; the exchange serves no other date, so an older one gives nil.
    /// - Throws: ``ExchangeError``; `CancellationError`.
    package func hours(today: TradingDay) async throws -> CalendarStatement? {
        guard today.isTrading, today.date == MoscowTime.date(of: clock.now) else { return nil }
        let engine = CalendarFeedMapping.engine(of: today.market)
        let request = ISSRequest(path: "calendars/\(engine)/session", family: "calendars/session")
        let block = try await table(request, with: ["time_from", "from"])
        let schedule = try SessionSchedule(block, today.market, on: today.date)
        guard let sessions = schedule.correction(of: today.sessions) else { return nil }
        return CalendarStatement(
            market: today.market,
            date: today.date,
            layer: .feed,
            kind: today.kind == .weekendSession ? .weekendSession : .short,
            sessions: sessions,
            tradeDate: today.tradeDate,
            author: CalendarFeedMapping.author,
            note: "hours announced by the exchange",
            saidAt: clock.now
        )
    }

    /// Whether anything was traded on a past day: the last resort, when no calendar can be read.
    ///
    /// - Throws: ``ExchangeError``; `CancellationError`.
    package func wasTraded(_ market: MarketID, on date: CivilDate) async throws -> Bool {
        let request = ISSRequest(
            path: "history/engines/\(Self.board(of: market))/securities",
            query: [
                ISSRequest.Parameter("date", date.description), ISSRequest.Parameter("iss.only", "history"),
                ISSRequest.Parameter("history.columns", "TRADEDATE,NUMTRADES"),
            ],
            family: "history"
        )
        let block = try await table(request, with: ["NUMTRADES"])
        let trades = try CalendarFeedMapping.column("NUMTRADES", of: block)
        return (0..<block.rowCount).contains { trades.double($0).map { $0 > 0 } ?? false }
    }

    /// A range must lie within one year, so each year is a question of its own.
    private func offDays(_ first: CivilDate, _ last: CivilDate) async throws -> [CalendarStatement] {
        try await byYear(first, last) { from, till in
            let request = ISSRequest(
                path: "calendars",
                query: Self.range(from, till) + [
                    ISSRequest.Parameter("show_all_days", "1"), ISSRequest.Parameter("iss.only", "off_days"),
                ],
                family: "calendars"
            )
            return try await pages(request, with: ["tradedate"]) { block in
                try CalendarFeedMapping.offDays(block, at: clock.now)
            }
        }
    }

    private func marketDays(_ first: CivilDate, _ last: CivilDate) async throws -> [CalendarStatement] {
        try await byYear(first, last) { from, till in
            var statements: [CalendarStatement] = []
            for market in MarketID.allCases {
                let request = ISSRequest(
                    path: "calendars/\(CalendarFeedMapping.engine(of: market))",
                    query: Self.range(from, till) + [ISSRequest.Parameter("show_all_days", "1")],
                    family: "calendars/market"
                )
                statements += try await pages(request, with: ["is_traded"]) { block in
                    try CalendarFeedMapping.marketDays(block, market, at: clock.now)
                }
            }
            return statements
        }
    }

    private func dailyTables(_ first: CivilDate, _ last: CivilDate) async throws -> [CalendarStatement] {
        var statements: [CalendarStatement] = []
        for market in MarketID.allCases {
            let request = ISSRequest(
                path: "engines/\(CalendarFeedMapping.engine(of: market))",
                query: [ISSRequest.Parameter("iss.only", "dailytable")],
                family: "engines"
            )
            let block = try await table(request, with: ["is_work_day"])
            statements += try CalendarFeedMapping.dailyTable(block, market, at: clock.now)
        }
        return statements.filter { first <= $0.date && $0.date <= last }
    }

    private func byYear(
        _ first: CivilDate,
        _ last: CivilDate,
        _ body: (CivilDate, CivilDate) async throws -> [CalendarStatement]
    ) async throws -> [CalendarStatement] {
        var statements: [CalendarStatement] = []
        var from = first
        while from <= last {
            let till = min(last, CivilDate(year: from.year, month: 12, day: 31) ?? last)
            statements += try await body(from, till).filter { from <= $0.date && $0.date <= till }
            from = till.adding(days: 1)
        }
        return statements
    }

    /// Follows `start` until a page brings nothing, or nothing new.
    private func pages(
        _ request: ISSRequest,
        with columns: [String],
        _ read: (ISSBlock) throws -> [CalendarStatement]
    ) async throws -> [CalendarStatement] {
        var statements: [CalendarStatement] = []
        var start = 0
        for _ in 0..<Self.maximumPages {
            let block = try await table(request.starting(at: start), with: columns)
            let page = try read(block)
            let isRepeated = !page.isEmpty && statements.last.map { page.last?.date == $0.date } ?? false
            guard block.rowCount > 0, !isRepeated else { break }
            statements += page
            start += block.rowCount
        }
        return statements
    }

    /// The block that has one of the columns; the names of some blocks are not documented.
    private func table(_ request: ISSRequest, with columns: [String]) async throws -> ISSBlock {
        let document = try await iss.get(request).document
        guard let block = document.blocks.first(where: { block in columns.contains { block.column($0) != nil } }) else {
            let names = columns.joined(separator: " or ")
            throw ExchangeError(.badPayload, detail: "\(request.path): no block with the column \(names)")
        }
        return block
    }

    private static func range(_ from: CivilDate, _ till: CivilDate) -> [ISSRequest.Parameter] {
        [ISSRequest.Parameter("from", from.description), ISSRequest.Parameter("till", till.description)]
    }

    private static func board(of market: MarketID) -> String {
        switch market {
        case .equities: "stock/markets/shares/boards/TQBR"
        case .currency: "currency/markets/selt/boards/CETS"
        case .futures: "futures/markets/forts/boards/RFUD"
        }
    }
}
