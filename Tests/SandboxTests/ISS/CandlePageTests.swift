import Market
import Platform
import Testing

@testable import Sandbox

@Suite("Candles")
struct CandlePageTests {
    private static let sber = "/iss/engines/stock/markets/shares/boards/TQBR/securities/SBER/candles.json"

    @Test(
        "an interval's periods",
        arguments: [
            (1, "2024-07-15 12:34:56", "2024-07-15 12:34:00", "2024-07-15 12:34:59"),
            (10, "2024-07-15 12:34:56", "2024-07-15 12:30:00", "2024-07-15 12:39:59"),
            (60, "2024-07-15 12:34:56", "2024-07-15 12:00:00", "2024-07-15 12:59:59"),
            (24, "2024-07-15 12:34:56", "2024-07-15 00:00:00", "2024-07-15 23:59:59"),
            (7, "2024-07-17 00:00:00", "2024-07-15 00:00:00", "2024-07-21 23:59:59"),
            (7, "2024-07-21 23:59:59", "2024-07-15 00:00:00", "2024-07-21 23:59:59"),
            (31, "2024-02-10 10:00:00", "2024-02-01 00:00:00", "2024-02-29 23:59:59"),
            (31, "2024-12-31 10:00:00", "2024-12-01 00:00:00", "2024-12-31 23:59:59"),
            (4, "2024-08-01 10:00:00", "2024-07-01 00:00:00", "2024-09-30 23:59:59"),
            (4, "2024-12-31 10:00:00", "2024-10-01 00:00:00", "2024-12-31 23:59:59"),
        ]
    )
    func periods(interval: Int, instant: String, begin: String, end: String) throws {
        let period = try #require(CandleInterval(rawValue: interval)).period(
            of: try #require(MoscowTime.instant(instant))
        )
        #expect(MoscowTime.text(period.begin) == begin)
        #expect(MoscowTime.text(period.end) == end)
    }

    @Test(
        "minutes and slots of an instrument are the same trades",
        arguments: [
            ("stock/markets/shares/boards/TQBR", "eq", "SBER", 10.0),
            ("stock/markets/shares/boards/TQBR", "eq", "TGKA", 100_000),
            ("currency/markets/selt/boards/CETS", "fx", "KZTRUB_TOM", 10_000),
            ("futures/markets/forts/boards/RFUD", "fo", "SiU4", 1),
            ("futures/markets/forts/boards/RFUD", "fo", "BRN4", 1),
        ]
    )
    func minutesAndSlots(board: String, market: String, secid: String, pieces: Double) async throws {
        let fixture = try SandboxFixture("18:30:20") {
            $0.market.shareCount = 80
            $0.market.pairCount = 12
        }
        let day = [("from", "2024-07-15"), ("till", "2024-07-15")]
        let slots = try await ISSRows.all(
            fixture,
            "/iss/datashop/algopack/\(market)/tradestats/\(secid).json",
            "data",
            day
        )
        let path = "/iss/engines/\(board)/securities/\(secid)/candles.json"
        let minutes = try await ISSRows.all(fixture, path, "candles", day + [("interval", "1")])
        #expect(!slots.rows.isEmpty)
        for slot in slots.rows {
            let label = try #require(TimeOfDay(slot.text("tradetime")))
            let end = SandboxFixture.at(label.description)
            let own = minutes.filter {
                MoscowTime.instant($0.text("begin")).map { (end - .minutes(5)..<end).contains($0) } ?? false
            }
            #expect(own.sum("volume") == slot.number("vol") * pieces)
            #expect(abs(own.sum("value") - slot.number("val")) <= 1)
            #expect(own.rows.first?.number("open") == slot.number("pr_open"))
            #expect(own.rows.last?.number("close") == slot.number("pr_close"))
            #expect(own.numbers("high").max() == slot.number("pr_high"))
            #expect(own.numbers("low").min() == slot.number("pr_low"))
        }
    }

    @Test("longer candles are their minutes joined", arguments: [10, 60, 24, 7, 31, 4])
    func joined(interval: Int) async throws {
        let fixture = try SandboxFixture("23:58:00")
        let first =
            interval == 4 ? "2024-07-01" : interval == 7 ? "2024-07-15" : interval == 31 ? "2024-07-01" : "2024-07-12"
        let span = [("from", first), ("till", "2024-07-15")]
        let minutes = try await ISSRows.all(fixture, Self.sber, "candles", span + [("interval", "1")])
        let candles = try await ISSRows.all(fixture, Self.sber, "candles", span + [("interval", "\(interval)")])
        #expect(candles.sum("volume") == minutes.sum("volume"))
        #expect(abs(candles.sum("value") - minutes.sum("value")) < 1)
        #expect(candles.rows.first?.number("open") == minutes.rows.first?.number("open"))
        #expect(candles.rows.last?.number("close") == minutes.rows.last?.number("close"))
        #expect(candles.numbers("high").max() == minutes.numbers("high").max())
        #expect(candles.numbers("low").min() == minutes.numbers("low").min())
        #expect(candles.texts("begin") == candles.texts("begin").sorted())
    }

    @Test("auctions are candles, not slots: at 9:59, 18:45 and 19:04")
    func auctions() async throws {
        let fixture = try SandboxFixture("19:30:00")
        let minutes = try await ISSRows.all(fixture, Self.sber, "candles", [("from", "2024-07-15"), ("interval", "1")])
        let times = minutes.texts("begin").map { String($0.suffix(8)) }
        #expect(times.first == "09:59:00" && times.contains("18:45:00") && times.contains("19:04:00"))
        let auction = try #require(minutes.rows.first)
        #expect(Set(["open", "high", "low", "close"].map { auction.number($0) }).count == 1)
        // Nothing between the sessions besides.
        #expect(times.filter { $0 >= "18:40:00" && $0 < "19:05:00" } == ["18:45:00", "19:04:00"])
    }

    @Test("five hundred rows a page, newest first on demand, from and till with a time")
    func paging() async throws {
        let fixture = try SandboxFixture("19:30:00")
        let query = [("from", "2024-07-15"), ("interval", "1"), ("iss.reverse", "True")]
        let page = ISSRows(try await fixture.json(Self.sber, query), "candles")
        #expect(page.rows.count == 500)
        #expect(page.texts("begin") == page.texts("begin").sorted(by: >))
        #expect(page.rows.first?.text("begin") == "2024-07-15 19:29:00")
        let noon = [("from", "2024-07-15 12:00:00"), ("till", "2024-07-15 12:04:00"), ("interval", "1")]
        let few = ISSRows(try await fixture.json(Self.sber, noon), "candles")
        #expect(few.texts("begin").first == "2024-07-15 12:00:00" && few.texts("end").last == "2024-07-15 12:04:59")
    }

    @Test("the unfinished candle ends with its last minute")
    func unfinished() async throws {
        let fixture = try SandboxFixture("12:34:30")
        let hours = ISSRows(try await fixture.json(Self.sber, [("from", "2024-07-15"), ("interval", "60")]), "candles")
        #expect(hours.rows.last?.text("begin") == "2024-07-15 12:00:00")
        #expect(hours.rows.last?.text("end") == "2024-07-15 12:33:59")
        #expect(hours.rows.dropLast().last?.text("end") == "2024-07-15 11:59:59")
    }

    @Test("without rights prices are a quarter of an hour old, and the marker says so")
    func delayed() async throws {
        let fixture = try SandboxFixture("12:34:30")
        let response = await fixture.get(Self.sber, [("from", "2024-07-15"), ("interval", "1")], headers: [])
        let rows = ISSRows(try JSON.parse(response.body), "candles")
        #expect(rows.rows.last?.text("begin") == "2024-07-15 12:18:00")
        #expect(response.headers.contains { $0.0 == "X-MicexPassport-Marker" && $0.1 == "denied" })
    }

    @Test("borders: every interval of a listed code, no row for an unknown one")
    func borders() async throws {
        let fixture = try SandboxFixture("12:34:30")
        let path = "/iss/engines/stock/markets/shares/securities/SBER/candleborders.json"
        let rows = ISSRows(try await fixture.json(path), "borders")
        #expect(rows.numbers("interval") == [1, 10, 60, 24, 7, 31, 4])
        #expect(rows.rows.first?.text("begin") == "2020-01-03 10:00:00")
        #expect(rows.rows.first?.text("end") == "2024-07-15 12:33:59")
        #expect(rows.numbers("board_group_id").first == 57)
        let unknown = try await fixture.json(path.replacing("SBER", with: "NOSUCH"))
        #expect(unknown.at("borders", "data") == [])
        #expect(unknown.at("durations", "data")?.array?.count == 7)
    }
}
