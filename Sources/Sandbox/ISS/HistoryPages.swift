import Market
import Platform

/// `/iss/history/engines/…/securities[/{secid}]`: finished days; `NUMTRADES` tells whether the market traded
/// (docs/reference/algopack.md, Market data).
struct HistoryPages {
    let market: EmbeddedMarket
    let now: Timestamp

    /// Rows of a page, as public ISS gives.
    private static let pageSize = 100

    static let routes: [Route<ISSPage>] = [
        Route.places("/dates", under: "/history") { call, place in
            let last = Self(call).lastFinishedDay(place.market)
            return [.dates("dates", from: "2020-01-03", till: last.description)]
        },
        Route.places("/securities", under: "/history") { call, place in
            Self(call).blocks(place.market, only: nil, call.query)
        },
        Route.places("/securities/{secid}", under: "/history") { call, place in
            Self(call).blocks(place.market, only: call.path.text("secid"), call.query)
        },
    ].flatMap { $0 }

    private init(_ call: ISSCall) {
        market = call.market
        now = call.now
    }

    private func blocks(_ id: AlgoPackSegment, only secid: String?, _ query: ISSQuery) -> [ServedBlock] {
        let yesterday = MoscowTime.date(of: now).adding(days: -1)
        let days = days(id, query, secid: secid, yesterday)
        let size = min(query.limit, Self.pageSize)
        var table = Table(columns: Column.history(id))
        var total = 0
        for date in days {
            guard market.day(id, date).isMonitored else { continue }
            let all = market.instruments(id, on: date).filter {
                secid == nil || $0.secid.lowercased() == secid?.lowercased()
            }
            for instrument in all {
                // Only rows of the page are worked out; a board's day is 250 of them.
                if total >= query.start, total < query.start + size, query.wants("history") {
                    table.append(named: row(instrument, date))
                }
                total += 1
            }
        }
        return [
            ServedBlock("history", table),
            .cursor("history.cursor", index: query.start, total: total, pageSize: Self.pageSize),
        ]
    }

    /// One date, a range of one instrument, or the last finished day.
    private func days(_ id: AlgoPackSegment, _ query: ISSQuery, secid: String?, _ yesterday: CivilDate) -> [CivilDate] {
        if let date = query.date("date") { return date <= yesterday ? [date] : [] }
        guard secid != nil else { return [lastDay(id, yesterday)] }
        let last = min(query.date("till") ?? yesterday, yesterday)
        let first = max(query.date("from") ?? last.adding(days: -100), last.adding(days: -366))
        return first <= last ? (first.dayNumber...last.dayNumber).map { CivilDate(dayNumber: $0) } : []
    }

    private func lastFinishedDay(_ id: AlgoPackSegment) -> CivilDate {
        lastDay(id, MoscowTime.date(of: now).adding(days: -1))
    }

    private func lastDay(_ id: AlgoPackSegment, _ yesterday: CivilDate) -> CivilDate {
        market.day(id, yesterday).isMonitored
            ? yesterday : market.calendar.previousTradingDay(before: yesterday, id) ?? yesterday
    }

    private func row(_ instrument: Instrument, _ date: CivilDate) -> [String: Cell] {
        let figures = market.figures(instrument, date, at: MoscowTime.instant(date.adding(days: 1), .midnight))
        let bar = figures.whole
        func price(_ ticks: Int64?) -> Cell { ticks.map { .decimal($0, scale: instrument.decimals) } ?? .null }
        let volume = instrument.volume(lots: bar?.lots ?? 0)
        let position = market.generator.openInterest(
            instrument,
            minute: PriceNoise.minute(date.adding(days: 1), .midnight)
        )
        return [
            "BOARDID": .text(Board(instrument.market).id), "TRADEDATE": .text(date.description),
            "SHORTNAME": .text(instrument.name), "SECID": .text(instrument.secid), "NUMTRADES": .int(bar?.trades ?? 0),
            "VALUE": .rounded(bar?.value ?? 0, 2), "VOLRUR": .rounded(bar?.value ?? 0, 2), "OPEN": price(bar?.open),
            "LOW": price(bar?.low), "HIGH": price(bar?.high), "CLOSE": price(figures.closing?.close ?? bar?.close),
            "LEGALCLOSEPRICE": price(figures.closing?.close ?? figures.lastOfMain),
            "WAPRICE": price(figures.average(instrument)), "VOLUME": .int(volume),
            "MARKETPRICE2": price(figures.average(instrument)), "MARKETPRICE3": price(figures.average(instrument)),
            "TRADINGSESSION": .int(3), "CURRENCYID": .text("SUR"),
            "TRADE_SESSION_DATE": .text((market.day(instrument.market, date).tradeDate ?? date).description),
            "SETTLEPRICE": price(bar?.close), "OPENPOSITION": .int(position),
            "OPENPOSITIONVALUE": .rounded(instrument.value(ticks: Double(bar?.close ?? 0), lots: Double(position)), 2),
        ]
    }
}
