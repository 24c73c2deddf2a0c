import Market

/// One row of `marketdata`: an instrument as it stands now.
struct QuoteRow {
    let cells: [String: Cell]

    init(_ instrument: Instrument, market: EmbeddedMarket, now: Timestamp) {
        let today = MoscowTime.date(of: now)
        let figures = market.figures(instrument, today, at: now)
        let day = figures.whole
        let scale = instrument.decimals
        let time = MoscowTime.time(of: now)
        let session = market.calendar.session(at: now, instrument.market)
        let previous = market.previousClose(instrument, before: today)?.price
        func price(_ ticks: Int64?) -> Cell { ticks.map { .decimal($0, scale: scale) } ?? .null }
        func percent(_ ticks: Int64?) -> Cell {
            guard let ticks, let previous, previous > 0 else { return .int(0) }
            return .rounded(Double(ticks - previous) / Double(previous) * 100, 2)
        }
        let average = figures.average(instrument)
        var cells: [String: Cell] = [
            "SECID": .text(instrument.secid), "BOARDID": .text(Board(instrument.market).id), "OPEN": price(day?.open),
            "LOW": price(day?.low), "HIGH": price(day?.high), "LAST": price(day?.close), "WAPRICE": price(average),
            "LASTTOPREVPRICE": percent(day?.close), "LASTCHANGEPRCNT": percent(day?.close),
            "LASTCHANGE": price(day.flatMap { day in previous.map { day.close - $0 } }),
            "CHANGE": price(day.flatMap { day in previous.map { day.close - $0 } }),
            "NUMTRADES": .int(day?.trades ?? 0), "VOLTODAY": .int(instrument.volume(lots: day?.lots ?? 0)),
            "VALTODAY": .rounded(day?.value ?? 0, 0), "VALTODAY_RUR": .rounded(day?.value ?? 0, 0),
            "VALTODAY_USD": .rounded((day?.value ?? 0) / 88, 0), "TRADINGSTATUS": .text(session == nil ? "N" : "T"),
            "UPDATETIME": .text(time.description),
            "TIME": .text((figures.lastTrade.map { MoscowTime.time(of: $0 + .seconds(59)) } ?? time).description),
            "SEQNUM": .int(Int64(time.secondOfDay) * 7), "SYSTIME": .text(MoscowTime.text(now)), "SPREAD": .int(0),
        ]
        if session != nil { Self.addBook(instrument, market, now, to: &cells) }
        switch instrument.market {
        case .equities: Self.addEquity(instrument, figures, session, to: &cells)
        case .currency: cells["CLOSEPRICE"] = price(previous)
        case .futures:
            let minute = PriceNoise.minute(today, time)
            let open = market.generator.openInterest(instrument, minute: minute)
            let before = market.generator.openInterest(instrument, minute: PriceNoise.minute(today, .midnight))
            cells["SETTLEPRICE"] = price(day?.close ?? previous)
            cells["SETTLETOPREVSETTLEPRC"] = percent(day?.close)
            cells["OPENPOSITION"] = .int(open)
            cells["OICHANGE"] = .int(open - before)
            cells["OPENPERIODPRICE"] = price(figures.openingPrice ?? day?.open)
            cells["QUANTITY"] = .int(day == nil ? 0 : 1)
            cells["TRADEDATE"] = .text(today.description)
            let next = market.day(.futures, today).tradeDate ?? market.calendar.nextTradingDay(after: today, .futures)
            cells["TRADE_SESSION_DATE"] = .text((next ?? today).description)
        }
        self.cells = cells
    }

    private static func addBook(
        _ instrument: Instrument,
        _ market: EmbeddedMarket,
        _ now: Timestamp,
        to cells: inout [String: Cell]
    ) {
        let minute = PriceNoise.minute(MoscowTime.date(of: now), MoscowTime.time(of: now))
        let quote = market.generator.bestQuote(instrument, minute: minute)
        let scale = instrument.decimals
        var chance = Chance(StableHash(instrument.hash).with(minute))
        let lots = instrument.liquidity.bookValue / instrument.lotPrice
        cells["BID"] = .decimal(quote.bid, scale: scale)
        cells["OFFER"] = .decimal(quote.ask, scale: scale)
        cells["SPREAD"] = .decimal(quote.ask - quote.bid, scale: scale)
        cells["BIDDEPTHT"] = .int(Int64(lots * chance.within(0.8...1.2)) + 1)
        cells["OFFERDEPTHT"] = .int(Int64(lots * chance.within(0.8...1.2)) + 1)
        cells["NUMBIDS"] = .int(Int64(instrument.liquidity.levels * 3) + 1)
        cells["NUMOFFERS"] = .int(Int64(instrument.liquidity.levels * 3) + 1)
    }

    private static func addEquity(
        _ instrument: Instrument,
        _ figures: DayFigures,
        _ session: TradingSession?,
        to cells: inout [String: Cell]
    ) {
        let scale = instrument.decimals
        func price(_ ticks: Int64?) -> Cell { ticks.map { .decimal($0, scale: scale) } ?? .null }
        cells["OPENPERIODPRICE"] = price(figures.openingPrice)
        cells["CLOSINGAUCTIONPRICE"] = price(figures.closing?.close)
        cells["CLOSINGAUCTIONVOLUME"] = figures.closing.map { .int(instrument.volume(lots: $0.lots)) } ?? .null
        cells["CLOSEPRICE"] = price(figures.closing?.close)
        cells["LCLOSEPRICE"] = price(figures.closing?.close)
        cells["LCURRENTPRICE"] = price(figures.whole?.close)
        cells["MARKETPRICETODAY"] = price(figures.average(instrument))
        let numbers: [TradingSession.Name: String] = [.morning: "0", .main: "1", .evening: "2", .weekend: "5"]
        cells["TRADINGSESSION"] = .text(session.flatMap { numbers[$0.name] } ?? "1")
    }
}
