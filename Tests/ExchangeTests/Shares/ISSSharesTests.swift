import Market
import Platform
import Sandbox
import TestKit
import Testing

@testable import Exchange

@Suite("Shares of ISS", .timeLimit(.minutes(5)))
struct ISSSharesTests {
    private let calendar = TradingCalendar(profiles: .exchange, statements: [])

    private func shares(_ exchange: FakeExchange) -> ISSShares {
        let clock = ReplayClock(start: start)
        return ISSShares(
            ISSClient(options: exchange.iss, http: exchange.http, clock: clock, log: .silent),
            clock: clock
        )
    }

    @Test("closes are the legal ones of the day's history, page by page, without shares that did not trade")
    func closes() async throws {
        let exchange = try FakeExchange { request, _ in
            let start = request.queryValue("start").flatMap { Int($0) } ?? 0
            let rows = [
                #"["A",5,10.5,11,10.1]"#, #"["B",0,9,9,null]"#, #"["C",7,20,null,19]"#,
            ]
            let row = start < rows.count ? rows[start] : ""
            return .json(
                """
                {"history":{"columns":["SECID","NUMTRADES","LEGALCLOSEPRICE","CLOSE","OPEN"],"data":[\(row)]},\
                "history.cursor":{"columns":["INDEX","TOTAL","PAGESIZE"],"data":[[\(start),3,1]]}}
                """
            )
        }
        let closes = try await shares(exchange).closes(of: calendar.day(day.adding(days: -3), .equities))
        #expect(closes == [SecID("A"): 10.5, SecID("C"): 20])
        #expect(exchange.requests.map { $0.queryValue("start") } == [nil, "1", "2"])
        #expect(
            exchange.paths.first == "/iss/history/engines/stock/markets/shares/boards/TQBR/securities.json"
        )
        #expect(exchange.requests.first?.queryValue("date") == "2024-07-12")
        await exchange.stop()
    }

    @Test("opens of the running day are the market's, of a finished one those of the history")
    func opens() async throws {
        let exchange = try FakeExchange { request, _ in
            guard request.queryValue("start") == nil else { return .json(Self.empty) }
            return .json(
                request.path.contains("history")
                    ? #"{"history":{"columns":["SECID","NUMTRADES","OPEN"],"data":[["A",5,9]]}}"#
                    : #"{"marketdata":{"columns":["SECID","OPEN","OPENPERIODPRICE"],"data":[["A",10,10.2],["B",null,null]]}}"#
            )
        }
        let source = shares(exchange)
        let today = calendar.day(day, .equities)
        #expect(try await source.opens(of: today, by: .open) == [SecID("A"): 10])
        #expect(try await source.opens(of: today, by: .auction) == [SecID("A"): 10.2])
        let friday = calendar.day(day.adding(days: -3), .equities)
        #expect(try await source.opens(of: friday, by: .auction) == [SecID("A"): 9])
        let asked = exchange.requests.count
        // What the market data of a Sunday show is Friday's.
        #expect(try await source.opens(of: calendar.day(day.adding(days: -1), .equities), by: .open).isEmpty)
        #expect(exchange.requests.count == asked)
        await exchange.stop()
    }

    private static let empty = """
        {"history":{"columns":["SECID","NUMTRADES","OPEN"],"data":[]},\
        "marketdata":{"columns":["SECID","OPEN","OPENPERIODPRICE"],"data":[]},"securities":{"columns":["SECID"],"data":[]},\
        "candles":{"columns":["open","close","high","low","value","volume","begin","end"],"data":[]}}
        """

    @Test("candles are read page by page; an unknown code is told with the nearest")
    func candles() async throws {
        let exchange = try FakeExchange { request, _ in
            let start = request.queryValue("start").flatMap { Int($0) } ?? 0
            if request.path.hasSuffix("/securities/SBER/candles.json"), start < 3 {
                let begin = "2024-07-15 10:0\(start):00"
                return .json(
                    """
                    {"candles":{"columns":["open","close","high","low","value","volume","begin","end"],"data":[\
                    [10,11,12,9,\(1_000 + start),100,"\(begin)","2024-07-15 10:0\(start):59"]]}}
                    """
                )
            }
            if request.path.hasSuffix("/TQBR/securities.json"), start == 0 {
                return .json(#"{"securities":{"columns":["SECID"],"data":[["GAZP"],["SBER"]]}}"#)
            }
            return .json(Self.empty)
        }
        let source = shares(exchange)
        let candles = try await source.candles(of: SecID("SBER"), on: day)
        #expect(candles.map(\.value) == [1_000, 1_001, 1_002])
        #expect(candles.first?.begin == start && candles.first?.length == .minutes(1))
        let error = await #expect(throws: ShareHistoryError.self) {
            try await source.candles(of: SecID("GAZPP"), on: day)
        }
        #expect(error?.kind == .unknownShare && error?.detail.hasSuffix("did you mean GAZP?") == true)
        #expect(try await source.candles(of: SecID("GAZP"), on: day).isEmpty)
        await exchange.stop()
    }

    @Test(
        "a block that is missing is a broken payload",
        arguments: [#"{"other":{"columns":["A"],"data":[]}}"#, "<html>"]
    )
    func broken(_ body: String) async throws {
        let exchange = try FakeExchange { _, _ in .json(body) }
        await #expect(throws: ExchangeError.self) {
            try await shares(exchange).closes(of: calendar.day(day, .equities))
        }
        await exchange.stop()
    }

    @Test("the sandbox serves them: opens, closes and candles that agree with one another")
    func sandbox() async throws {
        let clock = ReplayClock(start: start + .minutes(3))
        var options = SandboxOptions()
        options.market.shareCount = 6
        let sandbox = try SandboxServer(options: options, calendar: calendar, clock: clock, log: .silent)
        let exchange = try FakeExchange { request, _ in await sandbox.respond(to: request) }
        let iss = ISSClient(options: exchange.iss, http: exchange.http, clock: clock, log: .silent)
        let source = ISSShares(iss, clock: clock)
        let today = calendar.day(day, .equities)
        let friday = calendar.day(day.adding(days: -3), .equities)
        let opens = try await source.opens(of: today, by: .open)
        #expect(!opens.isEmpty && opens.count <= 6)
        #expect(try await source.closes(of: friday).count >= opens.count)
        let candles = try await source.candles(of: SecID("SBER"), on: day)
        let first = try #require(candles.first)
        #expect(candles.allSatisfy { $0.begin < clock.now && $0.volume > 0 })
        #expect(opens[SecID("SBER")] == first.open)
        // Pieces and not lots.
        let price = try #require(first.averagePrice)
        #expect(first.low * 0.99 <= price && price <= first.high * 1.01)
        // A finished day has two pages of minutes.
        let whole = try await source.candles(of: SecID("SBER"), on: friday.date)
        #expect(whole.count > 500)
        await exchange.stop()
    }
}
