import Market
import Platform
import Sandbox
import TestKit
import Testing

@Suite("HI2, FUTOI and Mega Alerts")
struct DailySetTests {
    private static let futoi = "/iss/analyticalproducts/futoi/securities.json"

    @Test("HI2 of the whole market is 93 shares in two pages")
    func concentration() async throws {
        let fixture = try SandboxFixture("19:00:00") { $0.market = MarketOptions() }
        let path = "/iss/datashop/algopack/eq/hi2.json"
        let first = try await fixture.json(path, [("date", "2024-07-15")])
        #expect(first.at("data.cursor", "data", 0) == [0, 1_023, 1_000])
        let rows = try await ISSRows.all(fixture, path, "data", [("date", "2024-07-15")])
        #expect(rows.rows.count == 1_023 && Set(rows.texts("secid")).count == 93)
        #expect(Set(rows.texts("metric")).count == 11 && Set(rows.texts("tradetime")) == ["18:40:00"])
        #expect(rows.numbers("value").allSatisfy { (0...10_000).contains($0) })
    }

    @Test("FUTOI: 78 tickers, at most a thousand rows, newest first")
    func openInterest() async throws {
        let fixture = try SandboxFixture("12:00:20") { $0.market = MarketOptions() }
        let page = ISSRows(try await fixture.json(Self.futoi, [("date", "2024-07-15")]), "futoi")
        #expect(page.rows.count == 1_000)
        #expect(page.texts("tradetime") == page.texts("tradetime").sorted(by: >))
        let latest = ISSRows(try await fixture.json(Self.futoi, [("date", "2024-07-15"), ("latest", "1")]), "futoi")
        #expect(latest.rows.count == 156)
        for pair in 0..<78 {
            let (company, people) = (latest.rows[pair * 2], latest.rows[pair * 2 + 1])
            #expect(company.text("clgroup") == "YUR" && people.text("clgroup") == "FIZ")
            #expect(company.number("pos") == -people.number("pos"))
            for row in [company, people] {
                #expect(row.number("pos") == row.number("pos_long") + row.number("pos_short"))
                #expect(row.number("pos_long") >= 0 && row.number("pos_short") <= 0)
            }
            // What one side is long, another one is short.
            #expect(
                company.number("pos_long") + people.number("pos_long") == -company.number("pos_short")
                    - people.number("pos_short")
            )
        }
    }

    @Test(
        "the evening's numbers and trading day, before and after the single session",
        arguments: [
            ("2024-07-15", "18:50:00", 118, "2024-07-15"), ("2024-07-15", "19:10:00", 2, "2024-07-16"),
            ("2024-07-19", "19:10:00", 2, "2024-07-22"), ("2026-06-15", "19:10:00", 122, "2026-06-15"),
        ]
    )
    func sequence(date: String, label: String, number: Int, sessionDate: String) async throws {
        let fixture = try SandboxFixture()
        fixture.clock.advance(to: SandboxFixture.at("23:55:00", on: try #require(CivilDate(date))))
        let query = [("from", date), ("till", date)]
        let rows = try await ISSRows.all(
            fixture,
            Self.futoi.replacing("securities", with: "securities/Si"),
            "futoi",
            query
        )
        let row = try #require(rows.rows.first { $0.text("tradetime") == label })
        #expect(row.number("seqnum") == Double(number) && row.text("trade_session_date") == sessionDate)
    }

    @Test("open interest of a contract goes on from slot to slot")
    func continuity() async throws {
        let fixture = try SandboxFixture("18:00:20")
        let query = [("from", "2024-07-15"), ("till", "2024-07-15")]
        let rows = try await ISSRows.all(fixture, "/iss/datashop/algopack/fo/tradestats/SiU4.json", "data", query)
        for (before, after) in zip(rows.rows, rows.rows.dropFirst()) {
            let distance = TimeOfDay(after.text("tradetime"))?.secondOfDay ?? 0
            guard distance - (TimeOfDay(before.text("tradetime"))?.secondOfDay ?? 0) == 300 else { continue }
            #expect(before.number("oi_close") == after.number("oi_open"))
        }
    }

    @Test("a Mega Alert tells what its minute's candle shows")
    func alerts() async throws {
        let fixture = try SandboxFixture("18:00:20") { $0.market.shareCount = 252 }
        let alerts = try await ISSRows.all(
            fixture,
            "/iss/datashop/algopack/eq/alerts.json",
            "data",
            [("date", "2024-07-15")]
        )
        #expect((10...400).contains(alerts.rows.count))
        #expect(alerts.texts("tradetime") == alerts.texts("tradetime").sorted())
        for alert in alerts.rows.prefix(12) {
            let (value, threshold) = (alert.number("value"), alert.number("threshold"))
            #expect(abs(value) > abs(threshold) && value * threshold > 0)
            #expect((try? JSON.parse(Array(alert.text("reference").utf8)))?.at(0, "m_5")?.array?.count == 5)
            let end = try #require(MoscowTime.instant("2024-07-15 \(alert.text("tradetime"))"))
            let systime = try #require(MoscowTime.instant(alert.text("SYSTIME")))
            #expect((60...65).contains(end.duration(to: systime).wholeSeconds))
            guard alert.text("alert_type") == "vol_max" || alert.text("alert_type") == "vol_99_9_pctl" else { continue }
            let share = ISSRows(
                try await fixture.json("/iss/engines/stock/markets/shares/securities/\(alert.text("secid")).json"),
                "securities"
            )
            let query = [
                ("from", MoscowTime.text(end - .minutes(1))), ("till", MoscowTime.text(end - .seconds(1))),
                ("interval", "1"),
            ]
            let path = "/iss/engines/stock/markets/shares/securities/\(alert.text("secid"))/candles.json"
            let candle = ISSRows(try await fixture.json(path, query), "candles")
            #expect(candle.sum("volume") == value * (share.numbers("LOTSIZE").first ?? 0))
        }
    }
}
