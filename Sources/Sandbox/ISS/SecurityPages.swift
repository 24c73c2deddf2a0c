import Market
import Platform

/// `…/securities` and `…/securities/{secid}` of a board: what is listed and how it stands.
struct SecurityPages {
    let market: EmbeddedMarket
    let now: Timestamp
    private let today: CivilDate

    static let routes: [Route<ISSPage>] = [
        Route.places("/securities") { call, place in Self(call).blocks(place.market, only: nil, call.query) },
        Route.places("/securities/columns") { _, place in columns(place.market) },
        Route.places("/securities/{secid}") { call, place in
            Self(call).blocks(place.market, only: call.path.text("secid"), call.query)
        },
    ].flatMap { $0 }

    private init(_ call: ISSCall) {
        market = call.market
        now = call.now
        today = MoscowTime.date(of: now)
    }

    private func blocks(_ id: AlgoPackSegment, only secid: String?, _ query: ISSQuery) -> [ServedBlock] {
        let all = market.instruments(id, on: today).filter { instrument in
            secid.map { instrument.secid.lowercased() == $0.lowercased() } ?? true
        }
        let listed = query.text("securities").map { Set($0.uppercased().split(separator: ",").map(String.init)) }
        let wanted = all.filter { listed?.contains($0.secid.uppercased()) ?? true }
        var securities = Table(columns: Column.securities(id))
        var quotes = Table(columns: Column.quotes(id))
        for instrument in wanted.dropFirst(query.start).prefix(query.limit) {
            if query.wants("securities") { securities.append(named: security(instrument, query)) }
            if query.wants("marketdata") {
                quotes.append(named: QuoteRow(instrument, market: market, now: now).cells)
            }
        }
        let version = Table(
            columns: Column.list("data_version:i seqnum:l trade_date:date trade_session_date:date"),
            cells: [
                .int(8_000 + Int64(today.dayNumber % 1_000)), .int(sequence), .text(today.description),
                .text(sessionDate(id)),
            ]
        )
        let yields = Table(columns: Column.list("boardid:s12 secid:s36"))
        return [
            ServedBlock("securities", securities), ServedBlock("marketdata", quotes),
            ServedBlock("dataversion", version),
            ServedBlock("marketdata_yields", yields),
        ]
    }

    /// `…/securities/columns`: what the columns are called.
    private static func columns(_ id: AlgoPackSegment) -> [ServedBlock] {
        [("securities", Column.securities(id)), ("marketdata", Column.quotes(id))].map { name, columns in
            var table = Table(
                columns: Column.list(
                    """
                    id:i name:s189 short_title:s765 title:s765 is_ordered:i is_system:i is_hidden:i trend_by:i is_signed:i
                    has_percent:i type:s189 precision:i is_linked:i
                    """
                )
            )
            for (index, column) in columns.enumerated() {
                table.append(named: [
                    "id": .int(Int64(index + 1)), "name": .text(column.name), "short_title": .text(column.name),
                    "title": .text(column.name), "is_ordered": .int(0), "is_system": .int(0), "is_hidden": .int(0),
                    "is_signed": .int(0), "has_percent": .int(0), "is_linked": .int(0),
                    "type": .text(
                        column.isNumber ? "number" : column.typeName == "datetime" ? "datetime" : column.typeName
                    ),
                ])
            }
            return ServedBlock(name, table)
        }
    }

    private var sequence: Int64 { Int64(MoscowTime.time(of: now).secondOfDay) * 7 }

    /// Often tomorrow in the evening, a trap for those who take it for today.
    private func sessionDate(_ id: AlgoPackSegment) -> String {
        (market.day(id, today).tradeDate ?? market.calendar.nextTradingDay(after: today, id) ?? today).description
    }

    private func security(_ instrument: Instrument, _ query: ISSQuery) -> [String: Cell] {
        let scale = instrument.decimals
        let previous = market.previousClose(instrument, before: today)
        let close = previous.map { Cell.decimal($0.price, scale: scale) } ?? .null
        let day = previous.map {
            market.figures(instrument, $0.date, at: MoscowTime.instant($0.date.adding(days: 1), .midnight))
        }
        let average = day?.average(instrument).map { Cell.decimal($0, scale: scale) } ?? .null
        let legal = (day?.closing?.close ?? day?.lastOfMain).map { Cell.decimal($0, scale: scale) } ?? close
        let name = query.isEnglish ? instrument.secid : instrument.name
        var cells: [String: Cell] = [
            "SECID": .text(instrument.secid), "BOARDID": .text(Board(instrument.market).id), "SHORTNAME": .text(name),
            "SECNAME": .text(name), "LATNAME": .text(instrument.secid), "LOTSIZE": .int(Int64(instrument.lotSize)),
            "FACEVALUE": .int(Int64(instrument.faceValue)), "STATUS": .text("A"), "DECIMALS": .int(Int64(scale)),
            "MINSTEP": .decimal(1, scale: scale), "PREVPRICE": close, "PREVWAPRICE": average,
            "PREVDATE": previous.map { .text($0.date.description) } ?? .null, "PREVLEGALCLOSEPRICE": legal,
        ]
        switch instrument.market {
        case .equities: addEquity(instrument, to: &cells)
        case .currency:
            cells["MARKETCODE"] = .text("CURR")
            cells["REMARKS"] = .null
            cells["FACEUNIT"] = .text(String(instrument.secid.prefix(3)))
            cells["CURRENCYID"] = .text("RUB")
            cells["SETTLEDATE"] = .text(settlement(instrument.secid.hasSuffix("TOD") ? 0 : 1, .currency))
            cells["LOTDIVIDER"] = .int(1)
        case .futures: addFutures(instrument, previous?.price, to: &cells)
        }
        return cells
    }

    private func addEquity(_ instrument: Instrument, to cells: inout [String: Cell]) {
        let hash = StableHash(instrument.hash)
        cells["BOARDNAME"] = .text(Board(.equities).title)
        cells["MARKETCODE"] = .text("FNDT")
        cells["INSTRID"] = .text("EQIN")
        cells["FACEUNIT"] = .text("SUR")
        cells["CURRENCYID"] = .text("SUR")
        cells["SECTYPE"] = .text(instrument.secid.count == 5 && instrument.secid.hasSuffix("P") ? "2" : "1")
        cells["LISTLEVEL"] = .int(instrument.rank < 45 ? 1 : instrument.rank < 70 ? 2 : 3)
        cells["ISIN"] = .text("RU000\(Self.padded(hash.with(1).whole(0...9_999_999), 7))")
        cells["REGNUMBER"] = .text("1-01-\(Self.padded(hash.with(2).whole(0...99_999), 5))-A")
        cells["ISSUESIZE"] = .int(issueSize(instrument))
        cells["SETTLEDATE"] = .text(settlement(1, .equities))
    }

    private func addFutures(_ instrument: Instrument, _ previous: Int64?, to cells: inout [String: Cell]) {
        let scale = instrument.decimals
        let minute = PriceNoise.minute(today, .midnight)
        let settle = previous.map { Cell.decimal($0, scale: scale) } ?? .null
        cells["SECTYPE"] = .text(instrument.shortCode)
        cells["ASSETCODE"] = .text(instrument.assetCode)
        cells["SECNAME"] = .text("Фьючерсный контракт \(instrument.name)")
        cells["PREVSETTLEPRICE"] = settle
        cells["LASTSETTLEPRICE"] = settle
        cells["PREVOPENPOSITION"] = .int(market.generator.openInterest(instrument, minute: minute))
        cells["LOTVOLUME"] = .int(Int64(instrument.lotSize))
        let worth = instrument.value(ticks: Double(previous ?? 0), lots: 1)
        cells["INITIALMARGIN"] = .rounded(worth * 0.12, 2)
        cells["STEPPRICE"] = .rounded(instrument.lotValue / Cell.powersOfTen[scale], 5)
        cells["HIGHLIMIT"] = previous.map { .decimal($0 + $0 / 10, scale: scale) } ?? .null
        cells["LOWLIMIT"] = previous.map { .decimal($0 - $0 / 10, scale: scale) } ?? .null
        cells["IMTIME"] = .text("\(today) 18:59:00")
        cells["BUYSELLFEE"] = .rounded(worth * 0.00004, 2)
        cells["SCALPERFEE"] = .rounded(worth * 0.00002, 2)
        cells["NEGOTIATEDFEE"] = .rounded(worth * 0.00004, 2)
        // Perpetual contracts have a date far away.
        let last = instrument.expiry ?? CivilDate(year: 2100, month: 1, day: 1)
        cells["LASTTRADEDATE"] = last.map { .text($0.description) } ?? .null
        cells["LASTDELDATE"] = last.map { .text($0.adding(days: 1).description) } ?? .null
    }

    private func issueSize(_ instrument: Instrument) -> Int64 {
        // A day's turnover is about a thousandth of what the company is worth.
        Int64(instrument.liquidity.turnover * 125 * 1_000 / max(0.001, instrument.basePrice) / 1_000) * 1_000 + 1_000
    }

    private func settlement(_ days: Int, _ id: AlgoPackSegment) -> String {
        guard days > 0 else { return today.description }
        return (market.calendar.nextTradingDay(after: today, id) ?? today.adding(days: days)).description
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }
}

extension Column {
    var isNumber: Bool {
        switch kind {
        case .int32, .int64, .double: true
        case .date, .time, .datetime, .string: false
        }
    }
}
