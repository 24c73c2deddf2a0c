package import Market

/// The exchange's own calendars, best source first (docs/reference/algopack.md, Calendars).
package struct CalendarFeed: Sendable {
    /// A year has 366 days, so even a page for each of them ends before.
    private static let maximumPages = 400

    private let iss: ISSClient
    private let clock: any MarketClock

    package init(iss: ISSClient, clock: any MarketClock) {
        self.iss = iss
        self.clock = clock
    }

    /// What the exchange says of the days from a date to a date, both included.
    ///
    /// The machine-readable calendar needs a key with the right plan; for the years and markets of which it does not answer,
    /// the calendars of single markets are tried, then the public table of exceptions.
    ///
    /// - Throws: ``ExchangeError`` of the last source when none answers; `CancellationError`.
    package func report(from first: CivilDate, through last: CivilDate) async throws -> CalendarFeedReport {
        var gathering = CalendarGathering(from: first, through: last)
        try await offDays(&gathering)
        try await marketDays(&gathering)
        try await dailyTables(&gathering)
        return try gathering.report()
    }

    /// The hours of today: as a statement of a short day where the exchange announces other ones than ours.
    ///
    /// - Parameter today: Our calendar's day; the exchange serves no other date, so of an older one nothing is said.
    /// - Throws: ``ExchangeError``; `CancellationError`.
    package func hours(today: TradingDay) async throws -> AnnouncedHours {
        guard today.isTrading, today.date == MoscowTime.date(of: clock.now) else { return .unsaid }
        let engine = CalendarFeedMapping.engine(of: today.market)
        let request = ISSRequest(path: "calendars/\(engine)/session", family: "calendars/session/\(engine)")
        let block = try await table(request, with: ["time_from", "from"])
        let schedule = try SessionSchedule(block, today.market, on: today.date)
        guard schedule.isAnnounced else { return .unsaid }
        guard let sessions = schedule.correction(of: today.sessions) else { return .usual }
        return .other(
            CalendarStatement(
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
        )
    }

    /// A range must lie within one year, so each year is a question of its own.
    private func offDays(_ gathering: inout CalendarGathering) async throws {
        for (_, parts) in Dictionary(grouping: gathering.pending, by: \.first).sorted(by: { $0.key < $1.key }) {
            guard let part = parts.first else { continue }
            let request = ISSRequest(
                path: "calendars",
                query: Self.range(part.first, part.last) + [
                    ISSRequest.Parameter("show_all_days", "1"), ISSRequest.Parameter("iss.only", "off_days"),
                ],
                family: "calendars/\(part.first.year)"
            )
            let answer = try await pages(request, with: ["tradedate"]) { block throws(ExchangeError) in
                try CalendarFeedMapping.offDays(block, at: clock.now)
            }
            gathering.take(answer, of: .offDays, for: parts)
            if answer.isSilence { return }
        }
    }

    private func marketDays(_ gathering: inout CalendarGathering) async throws {
        for part in gathering.pending {
            let engine = CalendarFeedMapping.engine(of: part.market)
            let request = ISSRequest(
                path: "calendars/\(engine)",
                query: Self.range(part.first, part.last) + [ISSRequest.Parameter("show_all_days", "1")],
                family: "calendars/\(engine)/\(part.first.year)"
            )
            let answer = try await pages(request, with: ["is_traded"]) { block throws(ExchangeError) in
                try CalendarFeedMapping.marketDays(block, part.market, at: clock.now)
            }
            gathering.take(answer, of: .markets, for: [part])
            if answer.isSilence { return }
        }
    }

    /// Each table has all years, in one page.
    private func dailyTables(_ gathering: inout CalendarGathering) async throws {
        for market in AlgoPackSegment.allCases {
            let parts = gathering.pending.filter { $0.market == market }
            guard !parts.isEmpty else { continue }
            let engine = CalendarFeedMapping.engine(of: market)
            let request = ISSRequest(
                path: "engines/\(engine)",
                query: [ISSRequest.Parameter("iss.only", "dailytable")],
                family: "engines/\(engine)"
            )
            var answer = CalendarSourceAnswer()
            do {
                let block = try await table(request, with: ["is_work_day"])
                let rows = try CalendarFeedMapping.dailyTable(block, market, at: clock.now)
                let isReadable = answer.add(rows) || block.rowCount == 0
                if !isReadable { answer.end = .cut(Self.noDates(request)) }
            } catch let error as ExchangeError {
                answer.end = .cut(error)
            }
            gathering.take(answer, of: .engines, for: parts)
            if answer.isSilence { return }
        }
    }

    /// Follows `start` until a page brings nothing, or nothing new.
    ///
    /// The size of a page is the server's, so the number of pages follows from the days of a year.
    private func pages(
        _ request: ISSRequest,
        with columns: [String],
        _ read: (ISSBlock) throws(ExchangeError) -> CalendarRows
    ) async throws -> CalendarSourceAnswer {
        var answer = CalendarSourceAnswer()
        var start = 0
        do {
            for _ in 0..<Self.maximumPages {
                let block = try await table(request.starting(at: start), with: columns)
                guard block.rowCount > 0 else {
                    if answer.dates.isEmpty { answer.end = .nothing }
                    return answer
                }
                guard answer.add(try read(block)) else {
                    answer.end = answer.dates.isEmpty ? .cut(Self.noDates(request)) : .repeated
                    return answer
                }
                start += block.rowCount
            }
            let detail = "\(request.path): not read beyond \(Self.maximumPages) pages"
            answer.end = .cut(ExchangeError(.tooLarge, detail: detail))
        } catch let error as ExchangeError {
            answer.end = .cut(error)
        }
        return answer
    }

    private static func noDates(_ request: ISSRequest) -> ExchangeError {
        ExchangeError(.badPayload, detail: "\(request.path): no day in the answer")
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
}
