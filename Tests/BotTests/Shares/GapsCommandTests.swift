import Market
import Store
import Testing

@testable import Bot

@Suite("/gaps")
struct GapsCommandTests {
    private func leader(_ ticker: String, _ change: (inout GapLeader) -> Void = { _ in }) throws -> GapLeader {
        let date = try #require(CivilDate("2025-07-28"))
        let open = try #require(TimeOfDay(hour: 10, minute: 0))
        var leader = GapLeader(
            date: date,
            ticker: ticker,
            place: 1,
            uid: "MOEX:TQBR:\(ticker)",
            previousClose: 4_812,
            open: 4_997,
            gap: 0.038446,
            lookedAt: MoscowTime.instant(date, open)
        )
        change(&leader)
        return leader
    }

    private func html(_ leaders: [GapLeader], _ language: Language) throws -> String {
        let date = try #require(CivilDate("2025-07-28"))
        return GapsScreen(date: date, leaders: leaders, wording: Wording(language)).html
    }

    @Test("shows gap, prices, levels and the minutes they rest on; no line is wider than a phone")
    func levels() throws {
        let leader = try leader("CHMK") {
            $0.levels = GapLeader.Levels(
                vwap: 4_997.32,
                support: 4_985.11,
                resistance: 5_009.53,
                from: $0.lookedAt,
                till: $0.lookedAt + .minutes(5)
            )
        }
        let text = try html([leader], .russian)
        #expect(
            text == """
                <b>Гэпы на открытии 28.07</b>
                <b>CHMK +3,84\u{A0}%</b>: 4812,00 → 4997,00
                VWAP 4997,32 · S 4985,11 · R 5009,53
                по сделкам 10:00–10:05
                """
        )
        let shown = text.replacing("<b>", with: "").replacing("</b>", with: "")
        #expect(shown.split(separator: "\n").allSatisfy { $0.count <= TextTable.maximumWidth })
    }

    @Test(
        "says what is not known (band, trades, levels, leaders), and that a day is an ex-dividend one"
    )
    func unknown() throws {
        let gone = try leader("X") {
            $0.dividend = 33.3
            $0.levels = GapLeader.Levels(vwap: 300, support: nil, resistance: nil, from: nil, till: nil)
        }
        #expect(try html([gone], .russian).hasSuffix("\nбез дивиденда 33,30 с этого дня\nVWAP 300,00"))
        let onePrint = try leader("SBER") {
            $0.levels = GapLeader.Levels(vwap: 300, support: nil, resistance: nil, from: nil, till: nil)
            $0.previousClose = nil
        }
        let failed = try leader("GAZP") { $0.failure = "http://vwap: 502" }
        let text = try html([onePrint, try leader("LKOH"), failed], .english)
        #expect(
            text == """
                <b>Gaps at the open of 28 Jul</b>
                <b>SBER +3.84\u{A0}%</b>
                VWAP 300.00
                <b>LKOH +3.84\u{A0}%</b>: 4812.00 → 4997.00
                VWAP: no candles until 10:00
                <b>GAZP +3.84\u{A0}%</b>: 4812.00 → 4997.00
                VWAP: failed, the log says why
                """
        )
        let blind = try leader("A") { $0.doubts = [.splits, .dividends] }
        #expect(try html([blind, blind], .russian).hasSuffix("\nСплиты, дивиденды: неизвестны"))
        let half = try leader("B") { $0.doubts = .dividends }
        #expect(try html([try leader("A"), half], .russian).hasSuffix("\nДивиденды неизвестны: B"))
        #expect(try html([try leader("A") { $0.doubts = .splits }], .russian).hasSuffix("\nСплиты: неизвестны"))
        #expect(try html([], .russian) == "<b>Гэпы на открытии 28.07</b>\nЛидеров нет")
    }
}
