import Market
import Platform
import Sandbox
import TestKit
import Testing

/// The columns of every market and set against docs/reference/algopack.md, Columns.
@Suite("AlgoPack columns")
struct ColumnListTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let route: String
        let year: Int
        let columns: String

        var testDescription: String { "\(route) \(year)" }
    }

    private static let key = "tradedate date, tradetime time, secid string"
    private static let trades = """
        pr_open d, pr_high d, pr_low d, pr_close d, pr_std d, vol V, val W, trades i, pr_vwap d, pr_change d, trades_b i,
        trades_s i, val_b d, val_s d, vol_b l, vol_s l, disb d, pr_vwap_b d, pr_vwap_s d
        """
    private static let seconds = "sec_pr_open i, sec_pr_high i, sec_pr_low i, sec_pr_close i"
    private static let daily = "metric string, value d, reference string, SYSTIME datetime"
    private static let alerts = "alert_type string, threshold d, value d, reference string, SYSTIME datetime"

    private static func trades(_ volume: String, _ value: String) -> String {
        trades.replacing(" V", with: " \(volume)").replacing(" W", with: " \(value)")
    }

    static let cases = [
        Case(route: "eq/tradestats", year: 2024, columns: "\(key), \(trades("i", "d")), SYSTIME datetime"),
        Case(route: "eq/tradestats", year: 2026, columns: "\(key), \(trades("i", "d")), SYSTIME datetime, \(seconds)"),
        Case(route: "fx/tradestats", year: 2024, columns: "\(key), \(trades("l", "l")), \(seconds), SYSTIME datetime"),
        Case(
            route: "fo/tradestats",
            year: 2024,
            columns: """
                \(key), asset_code string, \(trades("l", "l")), im d, oi_open l, oi_high l, oi_low l, oi_close l, \(seconds),
                SYSTIME datetime
                """
        ),
        Case(
            route: "eq/orderstats",
            year: 2024,
            columns: """
                \(key), put_orders_b i, put_orders_s i, put_val_b d, put_val_s d, put_vol_b i, put_vol_s i, put_vwap_b d,
                put_vwap_s d, put_vol i, put_val d, put_orders i, cancel_orders_b i, cancel_orders_s i, cancel_val_b d,
                cancel_val_s d, cancel_vol_b i, cancel_vol_s l, cancel_vwap_b d, cancel_vwap_s d, cancel_vol l,
                cancel_val d, cancel_orders l, SYSTIME datetime
                """
        ),
        Case(
            route: "fx/orderstats",
            year: 2024,
            columns: """
                \(key), put_orders_b l, put_orders_s l, put_val_b l, put_val_s l, put_vol_b l, put_vol_s l, put_vwap_b d,
                put_vwap_s d, cancel_orders_b l, cancel_orders_s l, cancel_val_b l, cancel_val_s l, cancel_vol_b l,
                cancel_vol_s l, cancel_vwap_b d, cancel_vwap_s d, SYSTIME datetime
                """
        ),
        Case(
            route: "eq/obstats",
            year: 2024,
            columns: """
                \(key), spread_bbo d, spread_lv10 d, spread_1mio d, levels_b i, levels_s i, vol_b l, vol_s l, val_b l,
                val_s l, imbalance_vol_bbo d, imbalance_val_bbo d, imbalance_vol d, imbalance_val d, vwap_b d, vwap_s d,
                vwap_b_1mio d, vwap_s_1mio d, SYSTIME datetime
                """
        ),
        Case(
            route: "fx/obstats",
            year: 2024,
            columns: """
                \(key), mid_price d, micro_price d, spread_l1 d, spread_l2 d, spread_l3 d, spread_l5 d, spread_l10 d,
                levels_b i, levels_s i, vol_b_l1 l, vol_b_l2 l, vol_b_l3 l, vol_b_l5 l, vol_b_l10 l, vol_s_l1 l, vol_s_l2 l,
                vol_s_l3 l, vol_s_l5 l, vol_s_l10 l, vol_s_l20 l, vwap_b_l3 d, vwap_b_l5 d, vwap_b_l10 d, vwap_s_l3 d,
                vwap_s_l5 d, vwap_s_l10 d, SYSTIME datetime
                """
        ),
        Case(
            route: "fo/obstats",
            year: 2024,
            columns: """
                \(key), asset_code string, mid_price d, micro_price d, spread_l1 d, spread_l2 d, spread_l3 d, spread_l5 d,
                spread_l10 d, spread_l20 d, levels_b i, levels_s i, vol_b_l1 l, vol_b_l2 l, vol_b_l3 l, vol_b_l5 l,
                vol_b_l10 l, vol_b_l20 l, vol_s_l1 l, vol_s_l2 l, vol_s_l3 l, vol_s_l5 l, vol_s_l10 l, vol_s_l20 l,
                vwap_b_l3 d, vwap_b_l5 d, vwap_b_l10 d, vwap_b_l20 d, vwap_s_l3 d, vwap_s_l5 d, vwap_s_l10 d, vwap_s_l20 d,
                SYSTIME datetime
                """
        ),
        Case(route: "eq/hi2", year: 2024, columns: "\(key), \(daily)"),
        Case(route: "fx/hi2", year: 2024, columns: "\(key), \(daily)"),
        Case(route: "fo/hi2", year: 2024, columns: "\(key), asset_code string, \(daily)"),
        Case(route: "eq/alerts", year: 2024, columns: "\(key), \(alerts)"),
        Case(route: "fo/alerts", year: 2024, columns: "\(key), asset_code string, \(alerts)"),
        Case(
            route: "futoi",
            year: 2024,
            columns: """
                sess_id i, seqnum i, tradedate date, tradetime time, ticker string, clgroup string, pos l, pos_long l,
                pos_short l, pos_long_num l, pos_short_num l, systime datetime, trade_session_date date
                """
        ),
    ]

    @Test("names, order and types are the reference's", arguments: cases)
    func columns(one: Case) async throws {
        let fixture = try SandboxFixture()
        let isFutoi = one.route == "futoi"
        let path =
            isFutoi ? "/iss/analyticalproducts/futoi/securities.json" : "/iss/datashop/algopack/\(one.route).json"
        let date = one.year == 2026 ? "2026-01-09" : "2024-07-15"
        fixture.clock.advance(to: SandboxFixture.at("12:00:20", on: try #require(CivilDate(date))))
        let page = try await fixture.json(path, [("date", date), ("limit", "1")])
        let block = isFutoi ? "futoi" : "data"
        let words = ["i": "int32", "l": "int64", "d": "double"]
        let expected = one.columns.split(separator: ",").map { text in
            let parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
            return "\(parts[0]) \(words[parts[1]] ?? parts[1])"
        }
        let names = page.at(block, "columns")?.array?.compactMap(\.string) ?? []
        let actual = names.map { "\($0) \(page.at(block, "metadata", $0, "type")?.string ?? "")" }
        #expect(actual == expected)
    }

    @Test("Mega Alerts of FX do not exist; orderstats of FO do and have no rows")
    func exceptions() async throws {
        let fixture = try SandboxFixture()
        #expect(await fixture.get("/iss/datashop/algopack/fx/alerts.json").status == 404)
        let page = try await fixture.json("/iss/datashop/algopack/fo/orderstats.json", [("date", "2024-07-15")])
        #expect(page.at("data", "data") == [])
        #expect(page.at("data", "columns", 3) == "asset_code")
    }
}
