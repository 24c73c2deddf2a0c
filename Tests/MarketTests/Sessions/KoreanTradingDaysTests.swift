import Market
import Testing

@Suite("Trading days of the Korea Exchange")
struct KoreanTradingDaysTests {
    static let closed = [
        "2024-02-09", "2024-04-10", "2024-12-31", "2025-01-27", "2025-06-03", "2025-10-08", "2026-02-16", "2026-06-03",
        "2026-07-17", "2026-12-31", "2027-05-03", "2027-09-16",
    ]

    @Test("holidays, elections, substitute days and 31 December are no trading days", arguments: closed)
    func closures(_ text: String) throws {
        let date = try #require(CivilDate(text))
        #expect(!KoreanTradingDays.isTradingDay(date))
    }

    @Test("each year has as many trading days as the exchange announced for it")
    func counts() throws {
        // 2024 and 2025 as traded: 244 and 242 days.
        let counts = try KoreanTradingDays.years.map { year in
            let first = try #require(CivilDate(year: year, month: 1, day: 1))
            let last = try #require(CivilDate(year: year, month: 12, day: 31))
            return (0...last.dayNumber - first.dayNumber).map(first.adding(days:)).count(
                where: KoreanTradingDays.isTradingDay
            )
        }
        #expect(counts.prefix(2) == [244, 242])
        #expect(counts.allSatisfy { (240...250).contains($0) })
    }

    @Test("the first trading day of a year and the exam day open late")
    func lateOpens() throws {
        #expect(KoreanTradingDays.lateOpen(on: try #require(CivilDate("2026-01-02"))) == .firstTradingDay)
        #expect(KoreanTradingDays.lateOpen(on: try #require(CivilDate("2025-11-13"))) == .examDay)
        #expect(KoreanTradingDays.lateOpen(on: try #require(CivilDate("2026-01-05"))) == nil)
    }

    @Test("the day before the one after Chuseok is the one before it")
    func previous() throws {
        let after = try #require(CivilDate("2025-10-10"))
        #expect(KoreanTradingDays.previous(before: after) == CivilDate("2025-10-02"))
    }
}
