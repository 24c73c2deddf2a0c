import Market
import Platform

/// `MarketDataService`: books, prices, candles and statuses of the generated day.
enum MarketDataMethods {
    static let routes: [Route<BrokerMethod>] = [
        ask("GetOrderBook", book), ask("GetLastPrices", lastPrices), ask("GetCandles", CandleMethod.candles),
        ask("GetTradingStatus", status), ask("GetTradingStatuses", statuses), ask("GetClosePrices", closePrices),
        ask("GetLastTrades", lastTrades),
    ]

    private static func ask(_ name: String, _ perform: @escaping BrokerMethod.Perform) -> Route<BrokerMethod> {
        BrokerMethod.ask("MarketDataService", name, .marketData, perform)
    }

    /// By `instrumentId`, or the old `figi`.
    static func instrument(_ call: BrokerCall, _ world: BrokerWorld) throws(BrokerFailure) -> BrokerInstrument {
        let (name, figi) = (try call.text("instrumentId"), try call.text("figi"))
        guard let name = name ?? figi else {
            throw .missing("instrument_id", 30080)
        }
        return try instrument(name, world, call.now)
    }

    static func instrument(_ name: String, _ world: BrokerWorld, _ now: Timestamp) throws(BrokerFailure)
        -> BrokerInstrument
    {
        guard let found = world.market.directory.instrument(name, on: MoscowTime.date(of: now)) else {
            throw .instrumentNotFound
        }
        return found
    }

    private static func instruments(_ call: BrokerCall, _ world: BrokerWorld) throws(BrokerFailure)
        -> [BrokerInstrument]
    {
        var names = try call.texts("instrumentId")
        names += try call.texts("figi")
        guard names.count <= 3_000 else { throw .invalid(30080, "at most 3000 instruments") }
        guard !names.isEmpty else { return world.market.directory.all(on: MoscowTime.date(of: call.now)) }
        var found: [BrokerInstrument] = []
        for name in names { found.append(try instrument(name, world, call.now)) }
        return found
    }

    // MARK: Books

    @Sendable private static func book(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        let instrument = try instrument(call, world)
        let depth = try call.integer("depth") ?? 0
        guard [1, 10, 20, 30, 40, 50].contains(depth) || (1...50).contains(depth) else {
            throw .invalid(30032, "depth must be from 1 to 50")
        }
        let market = world.market
        let shown = levels(market.book(instrument, at: call.now, depth: Int(depth)), call.faults)
        let last = market.lastPrice(instrument, at: call.faults.staleSince ?? call.now)
        let close = market.closePrice(instrument, at: call.now)
        let limits = market.limits(instrument, at: call.now)
        return [
            "figi": .string(instrument.figi), "depth": .int(depth), "bids": shown.bids, "asks": shown.asks,
            "lastPrice": BrokerJSON.quotation(last?.price ?? .zero),
            "closePrice": BrokerJSON.quotation(close?.price ?? .zero),
            "limitUp": BrokerJSON.quotation(limits?.up ?? .zero),
            "limitDown": BrokerJSON.quotation(limits?.down ?? .zero),
            "lastPriceTs": BrokerJSON.time(last?.time),
            "closePriceTs": BrokerJSON.time(close.map { MoscowTime.instant($0.date, .midnight) }),
            "orderbookTs": BrokerJSON.time(call.now), "instrumentUid": .string(instrument.uid),
        ]
    }

    /// Both sides as the contract writes them; crossed where a fault wants it.
    static func levels(_ book: BrokerBook?, _ faults: BrokerFaults) -> (bids: JSON, asks: JSON) {
        let book = book ?? BrokerBook()
        func side(_ levels: [BookLevel]) -> JSON {
            .array(
                levels.map {
                    ["price": BrokerJSON.quotation($0.price), "quantity": BrokerJSON.count($0.lots.count)]
                }
            )
        }
        // Each side stays sorted, best first.
        return faults.crossesBook
            ? (side(book.asks.reversed()), side(book.bids.reversed())) : (side(book.bids), side(book.asks))
    }

    // MARK: Prices

    @Sendable private static func lastPrices(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure)
        -> JSON
    {
        let market = world.market
        let prices = try instruments(call, world).map { instrument -> JSON in
            let last = market.lastPrice(instrument, at: call.faults.staleSince ?? call.now)
            return [
                "figi": .string(instrument.figi), "price": BrokerJSON.quotation(last?.price ?? .zero),
                "time": BrokerJSON.time(last?.time), "instrumentUid": .string(instrument.uid),
                "ticker": .string(instrument.ticker), "classCode": .string(instrument.classCode),
                "lastPriceType": "LAST_PRICE_EXCHANGE",
            ]
        }
        return ["lastPrices": .array(prices)]
    }

    @Sendable private static func closePrices(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure)
        -> JSON
    {
        var prices: [JSON] = []
        for item in call.value("instruments")?.array ?? [] {
            let instrument = try instrument(item.broker("instrumentId")?.string ?? "", world, call.now)
            let close = world.market.closePrice(instrument, at: call.now)
            prices.append([
                "figi": .string(instrument.figi), "instrumentUid": .string(instrument.uid),
                "price": BrokerJSON.quotation(close?.price ?? .zero),
                "time": BrokerJSON.time(close.map { MoscowTime.instant($0.date, .midnight) }),
            ])
        }
        return ["closePrices": .array(prices)]
    }

    /// A trade for each minute that is over: its lots at its close.
    @Sendable private static func lastTrades(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure)
        -> JSON
    {
        let instrument = try instrument(call, world)
        let to = min(try call.instant("to") ?? call.now, call.now)
        let from = try call.instant("from") ?? to - .hours(1)
        let date = MoscowTime.date(of: to)
        let minutes = world.market.market.minutes(instrument.instrument, date, until: to).filter { $0.begin >= from }
        return [
            "trades": .array(
                minutes.suffix(1_000).map { begin, bar in
                    [
                        "figi": .string(instrument.figi),
                        "direction": bar.buyLots * 2 >= bar.lots ? "TRADE_DIRECTION_BUY" : "TRADE_DIRECTION_SELL",
                        "price": BrokerJSON.quotation(instrument.price(ticks: bar.close)),
                        "quantity": BrokerJSON.count(bar.lots), "time": BrokerJSON.time(begin + .seconds(59)),
                        "instrumentUid": .string(instrument.uid), "tradeSource": "TRADE_SOURCE_EXCHANGE",
                    ]
                }
            )
        ]
    }

    // MARK: Statuses

    @Sendable private static func status(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure) -> JSON {
        status(of: try instrument(call, world), world.market, call.now)
    }

    @Sendable private static func statuses(_ world: inout BrokerWorld, _ call: BrokerCall) throws(BrokerFailure)
        -> JSON
    {
        let market = world.market
        return ["tradingStatuses": .array(try instruments(call, world).map { status(of: $0, market, call.now) })]
    }

    static func status(of instrument: BrokerInstrument, _ market: BrokerMarket, _ now: Timestamp) -> JSON {
        let status = market.status(instrument, at: now)
        return [
            "figi": .string(instrument.figi), "tradingStatus": status.json,
            "limitOrderAvailableFlag": .bool(status.isOpen), "marketOrderAvailableFlag": .bool(status.isOpen),
            "apiTradeAvailableFlag": true, "instrumentUid": .string(instrument.uid),
            "bestpriceOrderAvailableFlag": .bool(status.isOpen), "onlyBestPrice": false,
        ]
    }
}
