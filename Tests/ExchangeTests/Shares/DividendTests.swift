import Market
import Platform
import Testing

@testable import Exchange

@Suite("Dividends")
struct DividendTests {
    /// The last trading day with the dividend is the one before.
    @Test(
        "are gone on the first day whose purchases are settled too late",
        arguments: [
            // T+1: the register of Friday, 11 July is closed with Thursday's purchases in it.
            ("2025-07-11", "2025-07-11"),
            // A register closed on a Sunday has Thursday's purchases, settled on Friday, and not Friday's.
            ("2025-07-13", "2025-07-11"), ("2025-07-14", "2025-07-14"),
            // T+2 before the last day of July 2023: SBER of 11 May 2023 traded without its 25 roubles from 10 May on.
            ("2023-05-11", "2023-05-10"),
        ]
    )
    func gone(record: String, day: String) throws {
        let closed = try ["2023-05-09"].map { text in
            CalendarStatement(
                market: .equities,
                date: try #require(CivilDate(text)),
                layer: .bundled,
                kind: .closed,
                author: "test",
                saidAt: Timestamp(seconds: 0)
            )
        }
        let calendar = TradingCalendar(profiles: .exchange, statements: closed)
        let dividend = Dividend(recordDate: try #require(CivilDate(record)), amount: 1)
        let expected = try #require(CivilDate(day))
        let around = (-6...6).map { expected.adding(days: $0) }.filter { calendar.day($0, .equities).isMonitored }
        #expect(around.filter { dividend.isGone(on: $0, calendar) } == [expected])
    }

    @Test("of ISS are read from one page; rows without date or amount say nothing")
    func page() async throws {
        let exchange = try FakeExchange { _, _ in
            .json(
                """
                {"dividends":{"columns":["secid","isin","registryclosedate","value","currencyid"],"data":[\
                ["SBER","RU0009029540","2025-07-18",34.84,"RUB"],["SBER","RU0009029540",null,1,"RUB"],\
                ["SBER","RU0009029540","2024-07-11",null,"RUB"]]}}
                """
            )
        }
        let clock = ReplayClock(start: start)
        let iss = ISSClient(options: exchange.iss, http: exchange.http, clock: clock, log: .silent)
        let found = try await ISSShares(iss, clock: clock).dividends(of: SecID("SBER"))
        #expect(found == [Dividend(recordDate: try #require(CivilDate("2025-07-18")), amount: 34.84)])
        #expect(exchange.paths == ["/iss/securities/SBER/dividends.json"])
        await exchange.stop()
    }
}
