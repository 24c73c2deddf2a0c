import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Broker's market data")
struct BrokerMarketTests {
    @Test("the best prices are those of the exchange's own page, lots and steps too")
    func sameMarket() async throws {
        let fixture = try BrokerFixture()
        let share = try await fixture.share()
        let uid = try #require(share["uid"]?.string)
        let best = try await fixture.best(uid)
        let page = try await fixture.sandbox.json(
            "/iss/engines/stock/markets/shares/boards/TQBR/securities/SBER.json",
            [("marketdata.columns", "BID,OFFER"), ("securities.columns", "LOTSIZE,MINSTEP")]
        )
        #expect(best.bid == Price("\(try #require(page.at("marketdata", "data", 0, 0)?.double))"))
        #expect(best.ask == Price("\(try #require(page.at("marketdata", "data", 0, 1)?.double))"))
        #expect(share["lot"]?.int == page.at("securities", "data", 0, 0)?.int)
        let step = try BrokerFixture.price(share["minPriceIncrement"])
        #expect(step == Price("\(try #require(page.at("securities", "data", 0, 1)?.double))"))
    }

    @Test("a book is sorted, deep as asked for, and has its last price inside the limits")
    func book() async throws {
        let fixture = try BrokerFixture()
        let uid = try await fixture.uid("GAZP")
        let body: JSON = ["instrumentId": .string(uid), "depth": 20]
        let book = try await fixture.call("MarketDataService", "GetOrderBook", body).json
        let bids = try #require(book["bids"]?.array).map { try BrokerFixture.price($0["price"]) }
        let asks = try #require(book["asks"]?.array).map { try BrokerFixture.price($0["price"]) }
        #expect(bids.count == 20 && asks.count == 20)
        #expect(bids == bids.sorted(by: >) && asks == asks.sorted() && Set(bids + asks).count == 40)
        let last = try BrokerFixture.price(book["lastPrice"])
        #expect(try BrokerFixture.price(book["limitDown"]) < last && last < BrokerFixture.price(book["limitUp"]))
        let wrong = try await fixture.call(
            "MarketDataService",
            "GetOrderBook",
            ["instrumentId": .string(uid), "depth": 0]
        )
        #expect(wrong.status == 400 && wrong.code == "30032")
    }

    @Test("candles are the exchange's, minute by minute, and spans are bounded")
    func candles() async throws {
        let fixture = try BrokerFixture("12:07:10")
        let uid = try await fixture.uid()
        let body: JSON = [
            "instrumentId": .string(uid), "interval": "CANDLE_INTERVAL_1_MIN", "from": "2024-07-15T08:00:00Z",
            "to": "2024-07-15T09:00:00Z",
        ]
        let candles = try #require(
            try await fixture.call("MarketDataService", "GetCandles", body).json["candles"]?.array
        )
        let page = try await fixture.sandbox.json(
            "/iss/engines/stock/markets/shares/securities/SBER/candles.json",
            [("interval", "1"), ("from", "2024-07-15 11:00:00"), ("till", "2024-07-15 11:59:59")]
        )
        let rows = try #require(page.at("candles", "data")?.array)
        #expect(candles.count == rows.count && candles.count > 50)
        for (candle, row) in zip(candles, rows) {
            #expect(try BrokerFixture.price(candle["close"]) == Price("\(try #require(row.at(1)?.double))"))
        }
        let long: JSON = [
            "instrumentId": .string(uid), "interval": "CANDLE_INTERVAL_1_MIN", "from": "2024-07-10T08:00:00Z",
            "to": "2024-07-15T09:00:00Z",
        ]
        #expect(try await fixture.call("MarketDataService", "GetCandles", long).code == "30014")
        let hourly = body.setting("interval", to: "CANDLE_INTERVAL_HOUR")
        let hours = try #require(
            try await fixture.call("MarketDataService", "GetCandles", hourly).json["candles"]?.array
        )
        let sum = candles.compactMap { $0["volume"]?.string.flatMap { Int64($0) } }.reduce(0, +)
        #expect(hours.count == 1 && hours[0]["volume"]?.string == "\(sum)")
    }

    @Test(
        "statuses follow the day",
        arguments: [
            ("12:00:20", "NORMAL_TRADING", true), ("18:59:00", "BREAK_IN_TRADING", false),
            ("03:00:00", "NOT_AVAILABLE_FOR_TRADING", false),
        ]
    )
    func status(time: String, status: String, isOpen: Bool) async throws {
        let fixture = try BrokerFixture(time)
        let uid = try await fixture.uid()
        let json = try await fixture.call("MarketDataService", "GetTradingStatus", ["instrumentId": .string(uid)]).json
        #expect(json["tradingStatus"]?.string == "SECURITY_TRADING_STATUS_\(status)")
        #expect(json["limitOrderAvailableFlag"]?.bool == isOpen)
    }

    @Test("an instrument is found by uid, FIGI, ticker with class, and old field")
    func names() async throws {
        let fixture = try BrokerFixture()
        let share = try await fixture.share()
        let figi = try #require(share["figi"]?.string)
        for body: JSON in [
            ["instrumentId": .string(figi)], ["instrumentId": "SBER_TQBR"], ["figi": .string(figi)],
            ["instrument_id": .string(figi)],
        ] {
            let json = try await fixture.call("MarketDataService", "GetTradingStatus", body).json
            #expect(json["instrumentUid"] == share["uid"])
        }
        let unknown = try await fixture.call("MarketDataService", "GetTradingStatus", ["instrumentId": "NOPE_TQBR"])
        #expect(unknown.status == 404 && unknown.code == "50002" && unknown.json["code"]?.int == 5)
        let found = try await fixture.call("InstrumentsService", "FindInstrument", ["query": "sber"]).json
        #expect(found["instruments"]?.array?.contains { $0["ticker"]?.string == "SBER" } == true)
    }
}
