import Market
import Testing

@Suite("Splits of shares")
struct ShareSplitTests {
    private let secid = SecID("A")

    private func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    @Test(
        "a base price tells of a split, a consolidation, and of nothing where it is the close before",
        arguments: [
            (2_650_000.0, 53_000.0, "1:50"), (212_500, 42_450, "1:5"), (0.0202, 101, "5000:1"), (100, 80, "1:1.25"),
            (80, 100, "1.25:1"),
        ]
    )
    func told(close: Double, base: Double, text: String) throws {
        let split = try #require(ShareSplit.told(secid, on: try day("2026-11-20"), by: base, after: close))
        #expect(split.text == text)
    }

    @Test("a step of the price is no split, and neither is a price of nothing")
    func quiet() throws {
        let date = try day("2026-11-20")
        #expect(ShareSplit.told(secid, on: date, by: 100, after: 100) == nil)
        #expect(ShareSplit.told(secid, on: date, by: 99.5, after: 100) == nil)
        #expect(ShareSplit.told(secid, on: date, by: 0, after: 100) == nil)
        #expect(ShareSplit(secid: secid, date: date, before: 1, after: 0) == nil)
    }

    @Test("candles before splits are told in new shares, those of its day and after stay")
    func adjusted() throws {
        func candle(_ date: String) throws -> DailyCandle {
            DailyCandle(
                secid: secid,
                date: try day(date),
                open: 100,
                high: 120,
                low: 80,
                close: 110,
                volume: 10,
                value: 1_000
            )
        }
        let splits = [
            try #require(ShareSplit(secid: secid, date: try day("2026-11-18"), before: 1, after: 10)),
            try #require(ShareSplit(secid: secid, date: try day("2026-11-20"), before: 2, after: 1)),
        ]
        let first = try candle("2026-11-17").adjusted(for: splits)
        #expect(first.close == 22 && first.high == 24 && first.volume == 50 && first.value == 1_000)
        #expect(try candle("2026-11-18").adjusted(for: splits).open == 200)
        #expect(try candle("2026-11-20").adjusted(for: splits) == candle("2026-11-20"))
    }
}
