import Market

/// The public market data routes that clients use beside AlgoPack (`algopack.md` §5, §9).
struct MarketDataPages {
    let market: EmbeddedMarket
    let now: Timestamp

    /// Engine, market and board of the exchange by our market.
    static func place(_ market: MarketID) -> (engine: String, market: String, board: String) {
        switch market {
        case .equities: ("stock", "shares", "TQBR")
        case .currency: ("currency", "selt", "CETS")
        case .futures: ("futures", "forts", "RFUD")
        }
    }

    func blocks(_ query: ISSQuery) -> [ISSBlock]? {
        var path = query.path[...]
        if path.first == "securities" { return path.count == 2 ? description(path.last ?? "") : nil }
        path = path.dropFirst()
        guard let id = path.popFirst().flatMap(CalendarPages.market) else { return nil }
        if path.isEmpty { return engine(id) }
        guard path.popFirst() == "markets", path.popFirst()?.lowercased() == Self.place(id).market else { return nil }
        if path.first == "boards" {
            guard path.dropFirst().first?.uppercased() == Self.place(id).board else { return nil }
            path = path.dropFirst(2)
        }
        guard path.popFirst() == "securities" else { return nil }
        switch path.count {
        case 0: return securities(id, only: nil, query)
        case 1 where path.first == "columns": return columnBlocks(id)
        case 1: return securities(id, only: path.first, query)
        case 2 where path.last == "candles":
            return path.first.map { CandlePages(market: market, now: now).blocks(id, secid: $0, query) }
        default: return nil
        }
    }

    /// `/iss/securities/{secid}`: where an instrument trades; both client libraries need its `boards`.
    private func description(_ secid: String) -> [ISSBlock]? {
        let today = MoscowTime.date(of: now)
        var boards = Table(
            columns: Column.list(
                """
                secid:s36 boardid:s12 title:s381 board_group_id:i market_id:i market:s45 engine_id:i engine:s45 is_traded:i
                decimals:i history_from:date history_till:date listed_from:date listed_till:date is_primary:i currencyid:s9
                """
            )
        )
        var facts = Table(
            columns: Column.list("name:s765 title:s765 value:s765 type:s93 sort_order:i is_hidden:i precision:l")
        )
        for id in MarketID.allCases {
            guard
                let found = market.instruments(id, on: today).first(where: {
                    $0.secid.lowercased() == secid.lowercased()
                })
            else { continue }
            let place = Self.place(id)
            let till = (found.expiry ?? today).description
            boards.append([
                .text(found.secid), .text(place.board), .text(found.name), .int(57), .int(1), .text(place.market),
                .int(1),
                .text(place.engine), .int(1), .int(Int64(found.decimals)), .text("2020-01-03"), .text(till),
                .text("2020-01-03"), .text(till), .int(1), .text("RUB"),
            ])
            for (index, fact) in [("SECID", "Код", found.secid), ("NAME", "Имя", found.name)].enumerated() {
                facts.append([
                    .text(fact.0), .text(fact.1), .text(fact.2), .text("string"), .int(Int64(index + 1)), .int(0),
                    .null,
                ])
            }
        }
        return [ISSBlock("description", facts), ISSBlock("boards", boards)]
    }

    /// `/iss/engines/{engine}`: week and exceptions.
    private func engine(_ id: MarketID) -> [ISSBlock] {
        let place = Self.place(id)
        let identity = Table(
            columns: Column.list("id:i name:s45 title:s765"),
            cells: [.int(1), .text(place.engine), .text(place.engine)]
        )
        var week = Table(columns: Column.list("week_day:i is_work_day:i start_time:time stop_time:time"))
        for day in 1...7 {
            week.append([
                .int(Int64(day)), .int(day < 6 ? 1 : 0), .text("00:00:00"), .text("23:59:59"),
            ])
        }
        var exceptions = Table(columns: Column.list("date:date is_work_day:i start_time:time stop_time:time"))
        let today = MoscowTime.date(of: now)
        for offset in -180...180 {
            let day = market.calendar.day(today.adding(days: offset), id)
            let usual = !day.date.weekday.isWeekend
            guard day.isMonitored != usual else { continue }
            exceptions.append([
                .text(day.date.description), .int(day.isMonitored ? 1 : 0), .text("00:00:00"), .text("23:59:59"),
            ])
        }
        return [ISSBlock("engine", identity), ISSBlock("timetable", week), ISSBlock("dailytable", exceptions)]
    }

    private func columnBlocks(_ id: MarketID) -> [ISSBlock] {
        var blocks: [ISSBlock] = []
        for (name, columns) in [("securities", Self.securityColumns(id)), ("marketdata", Self.quoteColumns(id))] {
            var table = Table(columns: Column.list("id:i name:s189 short_title:s765 title:s765 type:s189"))
            for (index, column) in columns.enumerated() {
                let kind = column.typeName == "string" ? "string" : "number"
                table.append([
                    .int(Int64(index + 1)), .text(column.name), .text(column.name), .text(column.name), .text(kind),
                ])
            }
            blocks.append(ISSBlock(name, table))
        }
        return blocks
    }

    private func securities(_ id: MarketID, only secid: String?, _ query: ISSQuery) -> [ISSBlock] {
        let today = MoscowTime.date(of: now)
        let all = market.instruments(id, on: today).filter { instrument in
            secid.map { instrument.secid.lowercased() == $0.lowercased() } ?? true
        }
        let page = all.dropFirst(query.start).prefix(query.limit)
        var securities = Table(columns: Self.securityColumns(id))
        var quotes = Table(columns: Self.quoteColumns(id))
        for instrument in page {
            securities.append(securityCells(instrument, today))
            quotes.append(quoteCells(instrument, today))
        }
        let version = Table(
            columns: Column.list("data_version:i seqnum:l trade_date:date trade_session_date:date"),
            cells: [.int(1), .int(now.seconds), .text(today.description), .text(today.description)]
        )
        return [ISSBlock("securities", securities), ISSBlock("marketdata", quotes), ISSBlock("dataversion", version)]
    }

    private static func securityColumns(_ id: MarketID) -> [Column] {
        let common = "SECID:s36 BOARDID:s12 SHORTNAME:s189 PREVPRICE:d LOTSIZE:i DECIMALS:i MINSTEP:d PREVDATE:date"
        switch id {
        case .equities:
            return Column.list("\(common) PREVWAPRICE:d PREVLEGALCLOSEPRICE:d STATUS:s3 LISTLEVEL:i ISIN:s36")
        case .currency: return Column.list("\(common) PREVWAPRICE:d STATUS:s3")
        case .futures:
            return Column.list(
                "\(common) SECTYPE:s6 ASSETCODE:s75 PREVSETTLEPRICE:d INITIALMARGIN:d LASTTRADEDATE:date STEPPRICE:d"
            )
        }
    }

    private static func quoteColumns(_ id: MarketID) -> [Column] {
        let common = """
            SECID:s36 BOARDID:s12 OPEN:d LOW:d HIGH:d LAST:d WAPRICE:d LASTTOPREVPRICE:d NUMTRADES:l VOLTODAY:l VALTODAY:l
            TRADINGSTATUS:s3 UPDATETIME:time TIME:time SYSTIME:datetime
            """
        switch id {
        case .equities: return Column.list("\(common) OPENPERIODPRICE:d LCLOSEPRICE:d CLOSEPRICE:d TRADINGSESSION:s9")
        case .currency: return Column.list(common)
        case .futures: return Column.list("\(common) SETTLEPRICE:d OPENPOSITION:l TRADE_SESSION_DATE:date")
        }
    }

    private func securityCells(_ instrument: Instrument, _ today: CivilDate) -> [Cell] {
        let previous = market.calendar.previousTradingDay(before: today, instrument.market) ?? today.adding(days: -1)
        let close = Cell.decimal(
            market.generator.path.ticks(instrument, minute: PricePath.minute(previous, .midnight) + 1_430),
            scale: instrument.decimals
        )
        let common: [Cell] = [
            .text(instrument.secid), .text(Self.place(instrument.market).board), .text(instrument.name), close,
            .int(Int64(instrument.lotSize)), .int(Int64(instrument.decimals)), .decimal(1, scale: instrument.decimals),
            .text(previous.description),
        ]
        switch instrument.market {
        case .equities: return common + [close, close, .text("A"), .int(1), .text("RU000\(instrument.secid)")]
        case .currency: return common + [close, .text("A")]
        case .futures:
            return common + [
                .text(instrument.shortCode), .text(instrument.assetCode), close,
                .rounded(instrument.basePrice * 0.12, 2),
                instrument.expiry.map { .text($0.description) } ?? .null, .decimal(1, scale: 0),
            ]
        }
    }

    private func quoteCells(_ instrument: Instrument, _ today: CivilDate) -> [Cell] {
        let day = DayFigures(market: market, instrument: instrument, date: today, now: now)
        let scale = instrument.decimals
        func price(_ ticks: Int64?) -> Cell { ticks.map { .decimal($0, scale: scale) } ?? .null }
        let time = MoscowTime.time(of: now).description
        let common: [Cell] = [
            .text(instrument.secid), .text(Self.place(instrument.market).board), price(day.open), price(day.low),
            price(day.high), price(day.last), price(day.average), .rounded(day.change, 2), .int(day.trades),
            .int(day.volume),
            .int(day.value), .text(day.open == nil ? "N" : "T"), .text(time), .text(time), .text(MoscowTime.text(now)),
        ]
        switch instrument.market {
        case .equities: return common + [price(day.open), .null, .null, .text("1")]
        case .currency: return common
        case .futures:
            return common + [price(day.last), .int(Int64(instrument.typicalVolume * 60)), .text(today.description)]
        }
    }
}
