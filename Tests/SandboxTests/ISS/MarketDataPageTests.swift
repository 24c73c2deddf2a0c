import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("Securities, quotes, history")
struct MarketDataPageTests {
    private static let shares = "/iss/engines/stock/markets/shares/boards/TQBR/securities"
    private static let futures = "/iss/engines/futures/markets/forts/boards/RFUD/securities"
    private static let history = "/iss/history/engines/stock/markets/shares/boards/TQBR/securities"

    @Test("what stands in the quotes is what candles and slots say")
    func quotes() async throws {
        let fixture = try SandboxFixture("19:30:10")
        let quote = try #require(ISSRows(try await fixture.json(Self.shares + "/sber.json"), "marketdata").rows.first)
        let query = [("from", "2024-07-15"), ("interval", "24")]
        let day = try #require(
            ISSRows(try await fixture.json(Self.shares + "/SBER/candles.json", query), "candles").rows.first
        )
        #expect(quote.number("OPEN") == day.number("open") && quote.number("LAST") == day.number("close"))
        #expect(quote.number("HIGH") == day.number("high") && quote.number("LOW") == day.number("low"))
        #expect(quote.number("VOLTODAY") == day.number("volume"))
        #expect(abs(quote.number("VALTODAY") - day.number("value")) < 1)
        #expect(quote.number("BID") < quote.number("OFFER"))
        let minutes = try await ISSRows.all(
            fixture,
            Self.shares + "/SBER/candles.json",
            "candles",
            [("from", "2024-07-15"), ("interval", "1")]
        )
        let closing = try #require(minutes.rows.first { $0.text("begin").hasSuffix("18:45:00") })
        #expect(quote.number("CLOSINGAUCTIONPRICE") == closing.number("close"))
        #expect(quote.number("CLOSINGAUCTIONVOLUME") == closing.number("volume"))
        #expect(quote.number("OPENPERIODPRICE") == minutes.rows.first?.number("open"))
        #expect(quote.text("TRADINGSESSION") == "2" && quote.text("TRADINGSTATUS") == "T")
    }

    @Test("yesterday's close is yesterday's last candle; the legal one is the closing auction's")
    func previous() async throws {
        let fixture = try SandboxFixture("10:30:00")
        let security = try #require(
            ISSRows(try await fixture.json(Self.shares + "/SBER.json"), "securities").rows.first
        )
        #expect(security.text("PREVDATE") == "2024-07-12")
        let query = [("from", "2024-07-12"), ("till", "2024-07-12"), ("interval", "1")]
        let minutes = try await ISSRows.all(fixture, Self.shares + "/SBER/candles.json", "candles", query)
        #expect(security.number("PREVPRICE") == minutes.rows.last?.number("close"))
        let closing = minutes.rows.first { $0.text("begin").hasSuffix("18:45:00") }
        #expect(security.number("PREVLEGALCLOSEPRICE") == closing?.number("close"))
        let average = minutes.sum("value") / minutes.sum("volume")
        #expect(abs(security.number("PREVWAPRICE") - average) < 0.01)
    }

    @Test(
        "a page of every board: columns of the reference, rows for every instrument",
        arguments: [
            (
                shares, 60,
                "SECID BOARDID SHORTNAME PREVPRICE LOTSIZE DECIMALS MINSTEP PREVWAPRICE PREVDATE PREVLEGALCLOSEPRICE STATUS LISTLEVEL ISIN",
                "OPEN LOW HIGH LAST WAPRICE LASTTOPREVPRICE OPENPERIODPRICE LCLOSEPRICE CLOSEPRICE NUMTRADES VOLTODAY VALTODAY TRADINGSTATUS TRADINGSESSION UPDATETIME TIME SYSTIME"
            ),
            (
                "/iss/engines/currency/markets/selt/boards/CETS/securities", 12,
                "SECID BOARDID SHORTNAME LOTSIZE DECIMALS MINSTEP PREVPRICE", "OPEN LAST NUMTRADES VALTODAY SYSTIME"
            ),
            (
                futures, 40, "SECID SECTYPE ASSETCODE PREVSETTLEPRICE PREVPRICE INITIALMARGIN LASTTRADEDATE STEPPRICE",
                "LAST SETTLEPRICE OPENPOSITION TRADE_SESSION_DATE"
            ),
        ]
    )
    func boards(path: String, count: Int, securities: String, quotes: String) async throws {
        let fixture = try SandboxFixture()
        let page = try await fixture.json(path + ".json")
        for (block, names) in [("securities", securities), ("marketdata", quotes)] {
            let columns = Set(page.at(block, "columns")?.array?.compactMap(\.string) ?? [])
            #expect(columns.isSuperset(of: names.split(separator: " ").map(String.init)))
            #expect(page.at(block, "data")?.array?.count == count)
        }
        #expect(page.at("dataversion", "data")?.array?.count == 1)
        let narrow = try await fixture.json(path + ".json", [("iss.only", "securities"), ("start", "\(count - 2)")])
        #expect(narrow.at("marketdata") == nil && narrow.at("securities", "data")?.array?.count == 2)
    }

    @Test("contracts have expiries, asset codes and the short codes of FUTOI")
    func contracts() async throws {
        let fixture = try SandboxFixture()
        let rows = ISSRows(try await fixture.json(Self.futures + ".json"), "securities")
        let si = try #require(rows.rows.first { $0.text("SECID") == "SiU4" })
        #expect(si.text("SECTYPE") == "Si" && si.text("LASTTRADEDATE") == "2024-09-19")
        #expect(rows.texts("LASTTRADEDATE").allSatisfy { $0 >= "2024-07-15" })
        let tickers = Set(
            ISSRows(try await fixture.json("/iss/analyticalproducts/futoi/securities.json", [("latest", "1")]), "futoi")
                .texts("ticker")
        )
        #expect(tickers == Set(rows.texts("SECTYPE")))
    }

    @Test("history is finished days, a hundred rows a page; a closed day has none")
    func days() async throws {
        let fixture = try SandboxFixture { $0.market.shareCount = 110 }
        let query = [("date", "2024-07-12")]
        let page = try await fixture.json(Self.history + ".json", query)
        #expect(ISSRows(page, "history").rows.count == 100)
        #expect(page.at("history.cursor", "data", 0) == [0, 110, 100])
        let sber = try #require(
            ISSRows(
                try await fixture.json(Self.history + "/SBER.json", [("from", "2024-07-12"), ("till", "2024-07-12")]),
                "history"
            ).rows.first
        )
        let day = [("from", "2024-07-12"), ("till", "2024-07-12"), ("interval", "24")]
        let candle = try #require(
            ISSRows(try await fixture.json(Self.shares + "/SBER/candles.json", day), "candles").rows.first
        )
        #expect(sber.number("OPEN") == candle.number("open") && sber.number("VOLUME") == candle.number("volume"))
        #expect(sber.number("NUMTRADES") > 1_000)
        for date in ["2024-07-13", "2024-07-15"] {
            #expect(try await fixture.json(Self.history + ".json", [("date", date)]).at("history", "data") == [])
        }
    }

    @Test("names in English on demand; a list of codes narrows the page")
    func language() async throws {
        let fixture = try SandboxFixture()
        let query = [("securities", "SBER,GAZP"), ("lang", "en")]
        let rows = ISSRows(try await fixture.json(Self.shares + ".json", query), "securities")
        #expect(rows.texts("SECID") == ["GAZP", "SBER"] && rows.texts("SHORTNAME") == ["GAZP", "SBER"])
        let card = ISSRows(try await fixture.json("/iss/securities/SBER.json", [("lang", "en")]), "description")
        #expect(card.rows.first?.text("title") == "SECID")
    }
}
