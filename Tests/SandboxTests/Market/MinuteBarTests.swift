import Market
import TestKit
import Testing

@testable import Sandbox

@Suite("Minute bars")
struct MinuteBarTests {
    private static let date = SandboxFixture.date

    @Test("bars of any instrument and slot hold together", arguments: [1, 2, 3] as [UInt64])
    func figures(seed: UInt64) throws {
        let generator = RowGenerator(seed: seed)
        let universe = Universe(shareCount: 252, pairCount: 12, futuresCount: 384)
        var random = SeededRandom(seed: seed)
        for market in AlgoPackSegment.allCases {
            let instruments = universe.instruments(market, on: Self.date)
            for _ in 0..<300 {
                let instrument = instruments[Int.random(in: 0..<instruments.count, using: &random)]
                let label = try #require(TimeOfDay(secondOfDay: Int.random(in: 121...285, using: &random) * 300))
                let bars = generator.bars(instrument, Self.date, label, isAuction: false)
                #expect(bars.count == 5)
                #expect((MinuteBar.joined(bars) != nil) == generator.tradesIn(instrument, Self.date, label))
                for (index, bar) in bars.enumerated() {
                    guard let bar else { continue }
                    check(bar, instrument, seconds: Int64(index) * 60...Int64(index) * 60 + 59)
                }
                if let whole = MinuteBar.joined(bars) { check(whole, instrument, seconds: 0...299) }
            }
        }
    }

    private func check(_ bar: MinuteBar, _ instrument: Instrument, seconds: ClosedRange<Int64>) {
        #expect(bar.low >= 1 && bar.low <= min(bar.open, bar.close) && bar.high >= max(bar.open, bar.close))
        #expect(bar.trades >= 1 && bar.trades <= bar.lots && (0...bar.lots).contains(bar.buyLots))
        #expect((0...bar.trades).contains(bar.buyTrades))
        #expect((bar.buyTrades == 0) == (bar.buyLots == 0))
        #expect((bar.buyTrades == bar.trades) == (bar.buyLots == bar.lots))
        let lots = Double(bar.lots)
        let least = instrument.value(ticks: Double(bar.low), lots: lots)
        let most = instrument.value(ticks: Double(bar.high), lots: lots)
        #expect(bar.value >= least * 0.999_999 && bar.value <= most * 1.000_001)
        for second in [bar.seconds.open, bar.seconds.high, bar.seconds.low, bar.seconds.close] {
            #expect(seconds.contains(second))
        }
        #expect(bar.seconds.open <= bar.seconds.close)
    }

    @Test("joining keeps first, last, extremes and sums")
    func joining() {
        func bar(_ open: Int64, _ high: Int64, _ low: Int64, _ close: Int64, at second: Int64) -> MinuteBar {
            MinuteBar(
                open: open,
                high: high,
                low: low,
                close: close,
                lots: 10,
                buyLots: 4,
                trades: 3,
                buyTrades: 1,
                value: 100,
                buyValue: 40,
                seconds: .init(open: second, high: second + 1, low: second + 2, close: second + 3)
            )
        }
        let whole = MinuteBar.joined([nil, bar(10, 15, 9, 11, at: 60), nil, bar(11, 12, 7, 8, at: 180)])
        #expect(whole?.open == 10 && whole?.high == 15 && whole?.low == 7 && whole?.close == 8)
        #expect(whole?.lots == 20 && whole?.buyLots == 8 && whole?.trades == 6 && whole?.value == 200)
        #expect(whole?.seconds == .init(open: 60, high: 61, low: 182, close: 183))
        #expect(MinuteBar.joined([nil, nil]) == nil)
    }

    @Test(
        "auctions by day",
        arguments: [
            (AlgoPackSegment.equities, "2024-07-15", ["09:59:00", "18:45:00", "19:04:00"], ""),
            (.equities, "2026-01-09", ["18:45:00", "19:04:00"], "07:00:00"), (.equities, "2025-03-01", [], ""),
            (.equities, "2024-07-14", [], ""), (.currency, "2024-07-15", ["09:59:00"], ""),
            (.futures, "2024-07-15", [], ""),
            (.futures, "2026-01-09", [], "09:00:00"),
        ]
    )
    func auctions(market: AlgoPackSegment, date: String, begins: [String], slot: String) throws {
        let day = SandboxFixture.calendar.day(try #require(CivilDate(date)), market)
        #expect(Auction.all(of: day).map(\.begin.description) == begins)
        let slots = (0..<288).compactMap { TimeOfDay(secondOfDay: $0 * 300) }.filter { Auction.isSlot($0, of: day) }
        #expect(slots.map(\.description) == (slot.isEmpty ? [] : [slot]))
    }

    @Test("the opening auction's slot has its trades in its last seconds, at one price")
    func openingSlot() async throws {
        let fixture = try SandboxFixture()
        fixture.clock.advance(to: SandboxFixture.at("07:10:00", on: try #require(CivilDate("2026-01-12"))))
        let path = "/iss/datashop/algopack/eq/tradestats/SBER.json"
        let rows = ISSRows(try await fixture.json(path, [("from", "2026-01-12"), ("till", "2026-01-12")]), "data")
        let auction = try #require(rows.rows.first)
        #expect(auction.text("tradetime") == "07:00:00" && auction.number("sec_pr_open") >= 285)
        #expect(auction.number("pr_low") == auction.number("pr_high"))
    }
}
