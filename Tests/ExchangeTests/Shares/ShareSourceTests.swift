import Market
import Platform
import Sandbox
import TestKit
import Testing

@testable import Exchange

/// Both sources of the daily collection, over HTTP against the sandbox.
@Suite("Sources of shares", .timeLimit(.minutes(5)))
struct ShareSourceTests {
    private static let calendar = TradingCalendar(profiles: .exchange, statements: [])
    /// Monday 2024-07-15, 21:00 Moscow.
    private let clock = ReplayClock(start: MoscowTime.instant(day, TimeOfDay(hour: 21, minute: 0) ?? .midnight))

    private func exchange() throws -> FakeExchange {
        var options = SandboxOptions()
        options.market.shareCount = 6
        let sandbox = try SandboxServer(options: options, calendar: Self.calendar, clock: clock, log: .silent)
        return try FakeExchange { request, _ in await sandbox.respond(to: request) }
    }

    private func korea(_ exchange: FakeExchange, tune: (inout KRXOptions) -> Void = { _ in }) -> KRXShares {
        var options = KRXOptions()
        options.baseURL = String(exchange.iss.gatewayURL.dropLast(4))
        options.login = Secret("anna")
        options.password = Secret("secret-of-anna")
        options.spacing = .zero
        tune(&options)
        return KRXShares(KRXClient(options: options, http: exchange.http, clock: clock))
    }

    private static func isSound(_ candle: DailyCandle) -> Bool {
        candle.low > 0 && candle.low <= min(candle.open, candle.close) && candle.high >= max(candle.open, candle.close)
            && candle.volume > 0 && candle.value > 0
    }

    @Test("ISS: listings and capitalisation of the board, a finished day and the running one")
    func moex() async throws {
        let exchange = try exchange()
        let iss = ISSClient(options: exchange.iss, http: exchange.http, clock: clock, log: .silent)
        let source = ISSShares(iss, clock: clock)
        let snapshot = try await source.snapshot(on: day)
        #expect(snapshot.listings.count == 6)
        let sber = try #require(snapshot.listings.first { $0.secid == SecID("SBER") })
        #expect(sber.board == "TQBR" && sber.lotSize > 0 && sber.priceStep ?? 0 > 0 && sber.listLevel == 1)
        #expect(snapshot.fundamentals.count == 6)
        #expect(snapshot.fundamentals.allSatisfy { $0.capitalisation ?? 0 > 1e6 && $0.date == day })
        let friday = try await source.candles(on: day.adding(days: -3))
        #expect(!friday.isEmpty && friday.allSatisfy(Self.isSound))
        let today = try await source.candles(on: day)
        #expect(!today.isEmpty && today.allSatisfy { Self.isSound($0) && $0.date == day })
        let opens = try await source.opens(of: Self.calendar.day(day, .equities), by: .open)
        #expect(today.first { $0.secid == SecID("SBER") }?.open == opens[SecID("SBER")])
        #expect(try await source.candles(on: day.adding(days: -1)).isEmpty, "a Sunday of 2024")
        await exchange.stop()
    }

    @Test("KRX: a day of all shares with commas in its numbers, ratios as fractions, the same whenever it is asked")
    func krx() async throws {
        let exchange = try exchange()
        let source = korea(exchange)
        let candles = try await source.candles(on: day)
        #expect(candles.count > 20 && candles.allSatisfy(Self.isSound))
        let samsung = try #require(candles.first { $0.secid == SecID("005930") })
        #expect((10_000...300_000).contains(samsung.close) && samsung.volume > 1_000_000)
        let snapshot = try await source.snapshot(on: day)
        let listing = try #require(snapshot.listings.first { $0.secid == SecID("005930") })
        #expect(listing.name == "삼성전자" && listing.board == "KOSPI" && listing.isin?.hasPrefix("KR7005930") == true)
        let found = try #require(snapshot.fundamentals.first { $0.secid == SecID("005930") })
        #expect(found.capitalisation == samsung.close * 5_969_782_550)
        #expect(abs((found.dividendYield ?? 0) - 1_446 / samsung.close) < 0.0001)
        #expect(abs((found.priceToEarnings ?? 0) - samsung.close / 4_950) < 0.01)
        let loss = try #require(snapshot.fundamentals.first { $0.secid == SecID("373220") })
        #expect(loss.priceToEarnings == nil && loss.capitalisation != nil)
        let preferred = try #require(snapshot.fundamentals.first { $0.secid == SecID("005935") })
        #expect(preferred.priceToBook == nil && preferred.capitalisation != nil)
        #expect(try await korea(exchange).candles(on: day) == candles)
        #expect(try await source.candles(on: try #require(CivilDate("2024-06-06"))).isEmpty, "a holiday")
        await exchange.stop()
    }

    @Test("ISS lists splits apart from its prices; a row that says nothing is none")
    func splits() async throws {
        let exchange = try exchange()
        let source = ISSShares(
            ISSClient(options: exchange.iss, http: exchange.http, clock: clock, log: .silent),
            clock: clock
        )
        #expect(source.listsSplits && source.tellsDividends)
        let splits = try await source.splits()
        #expect(splits.map(\.secid.text) == ["GMKN"] && splits.map(\.text) == ["1:100"])
        #expect(splits.first?.date == CivilDate("2024-04-08"))
        await exchange.stop()
        let odd = try FakeExchange { _, _ in
            .json(
                """
                {"splits":{"columns":["tradedate","secid","before","after"],"data":[["2024-07-15","VTBR",5000,1],\
                ["2024-07-16","X",0,1],[null,"Y",1,2],["2024-07-17","Z",1,null]]}}
                """
            )
        }
        let read = try await ISSShares(
            ISSClient(options: odd.iss, http: odd.http, clock: clock, log: .silent),
            clock: clock
        ).splits()
        #expect(read.map(\.text) == ["5000:1"] && read.map(\.secid.text) == ["VTBR"])
        await odd.stop()
    }

    @Test("KRX: the base price is the close before, in new shares on the day of a split")
    func bases() async throws {
        clock.advance(to: MoscowTime.instant(try #require(CivilDate("2025-05-14")), .midnight))
        let exchange = try exchange()
        let source = korea(exchange)
        let (before, after) = (try #require(CivilDate("2025-05-12")), try #require(CivilDate("2025-05-13")))
        let closes = Dictionary(
            uniqueKeysWithValues: try await source.candles(on: before).map { ($0.secid, $0.close) }
        )
        var split: [String] = []
        for candle in try await source.candles(on: after) {
            guard let close = closes[candle.secid] else { continue }
            let base = try #require(candle.base)
            if let told = ShareSplit.told(candle.secid, on: after, by: base, after: close) {
                split.append("\(told.secid) \(told.text)")
            } else {
                #expect(base == close)
            }
        }
        #expect(split == ["058470 1:5"])
        await exchange.stop()
    }

    @Test("KRX: without an account, or with a refused one, the error says what to set")
    func members() async throws {
        let exchange = try exchange()
        let stranger = await #expect(throws: ExchangeError.self) {
            try await korea(exchange) {
                $0.login = nil
                $0.password = nil
            }.candles(on: day)
        }
        #expect(stranger?.kind == .unauthorized && stranger?.detail.contains("set KRX_ID and KRX_PW") == true)
        let refused = await #expect(throws: ExchangeError.self) {
            try await korea(exchange) { $0.password = Secret("") }.candles(on: day)
        }
        #expect(refused?.kind == .unauthorized && refused?.detail.contains("check KRX_ID and KRX_PW") == true)
        await exchange.stop()
    }

    @Test("KRX: while its host fails the error says so")
    func outage() async throws {
        var fault = Fault(.serverError, .korea)
        fault.status = 503
        let sandbox = try SandboxServer(
            options: SandboxOptions(),
            calendar: Self.calendar,
            clock: clock,
            log: .silent
        )
        _ = sandbox.setFault(ScheduledFault(fault, from: clock.now))
        let exchange = try FakeExchange { request, _ in await sandbox.respond(to: request) }
        let error = await #expect(throws: ExchangeError.self) {
            try await korea(exchange) {
                $0.login = nil
                $0.password = nil
            }.candles(on: day)
        }
        #expect(error?.kind == .serverError && error?.cause == .host)
        await exchange.stop()
    }

    struct Broken: CustomTestStringConvertible, Sendable {
        let body: String
        let kind: ExchangeError.Kind
        var testDescription: String { body }
    }

    static let broken = [
        Broken(body: "<html>maintenance</html>", kind: .notData),
        Broken(body: #"{"output":[]}"#, kind: .badPayload),
        Broken(body: #"{"OutBlock_1":[{"TDD_OPNPRC":"1"}]}"#, kind: .badPayload),
        Broken(body: #"{"OutBlock_1":[{"TDD_OPNPRC":"one","TDD_HGPRC":"1"}]}"#, kind: .badPayload),
    ]

    @Test("KRX: an answer that is not what it should be is an error that names the statistic", arguments: broken)
    func hostile(_ broken: Broken) async throws {
        let exchange = try FakeExchange { _, _ in .json(broken.body) }
        let error = await #expect(throws: ExchangeError.self) {
            try await korea(exchange) {
                $0.login = nil
                $0.password = nil
            }.candles(on: day)
        }
        #expect(error?.kind == broken.kind && error?.detail.contains("MDCSTAT01501") == true)
        await exchange.stop()
    }
}
