import Analytics
import Exchange
import Market
import Platform
import TestKit
import Testing
import Trading

/// Against `shared/data/candles`; the expected values are those of plain loops over the files in Python 3.11 (`csv`, `math.sqrt`).
@Suite("Recorded candles of the exchange", .enabled(if: sharedData("candles") != nil, "shared/data is not here"))
struct RealCandlesTests {
    /// Knows nothing of 2023, as the bundled file.
    private let calendar = TradingCalendar(profiles: .exchange, statements: [])

    private func history() throws -> RecordedCandles {
        try RecordedCandles(directory: try #require(sharedData("candles")))
    }

    @Test(
        "gaps after a weekend and after the holidays of May",
        arguments: [
            ("2023-11-06", 0.02, "2023-11-03", ["STSBP", "GEMC", "TASB", "ROLO", "MRKZ", "KTSB", "TTLK"]),
            ("2023-05-10", 0.05, "2023-05-08", ["AMEZ", "KTSB", "CNTL"]),
        ]
    )
    func gaps(_ date: String, _ minimum: Double, _ previous: String, _ expected: [String]) async throws {
        let day = try #require(CivilDate(date))
        let scan = try await GapScanner(try history()).scan(day, minimum: minimum, calendar: calendar)
        #expect(scan.previousDate?.description == previous)
        #expect(scan.gaps.map(\.secid.text) == expected)
        if date == "2023-11-06" {
            // Its daily candle of 3 November closed with the evening.
            let gap = try #require(scan.gaps.first { $0.secid == SecID("GEMC") })
            #expect(gap.previousClose == 817.4 && gap.open == 840)
        }
    }

    @Test("a holiday has none")
    func holiday() async throws {
        let day = try #require(CivilDate("2023-05-09"))
        let scan = try await GapScanner(try history()).scan(day, minimum: -1, calendar: calendar)
        #expect(scan.previousDate == nil && scan.gaps.isEmpty)
    }

    @Test("levels of a share without and with an evening")
    func levels() async throws {
        let finder = LevelsFinder(try history())
        let (day, monday) = (try #require(CivilDate("2023-11-08")), try #require(CivilDate("2023-11-06")))
        let quiet = try #require(try await finder.levels(of: SecID("CHMK"), on: day, calendar: calendar))
        #expect(abs(quiet.vwap - 11019.5164756447) < 1e-8)
        #expect(abs((quiet.sigma ?? .nan) - 122.90070330633084) < 1e-8)
        #expect(quiet.volume == 4188)
        #expect(MoscowTime.text(quiet.from) == "2023-11-08 10:00:00")
        #expect(MoscowTime.text(quiet.till) == "2023-11-08 18:40:00")
        let long = try #require(try await finder.levels(of: SecID("POSI"), on: monday, calendar: calendar))
        #expect(abs((long.support ?? .nan) - 2242.591348598573) < 1e-8)
        #expect(abs((long.resistance ?? .nan) - 2260.6364739438495) < 1e-8)
        #expect(MoscowTime.text(long.till) == "2023-11-06 23:50:00")
    }

    @Test("an evening alone counts from its own start")
    func evening() async throws {
        let finder = LevelsFinder(try history(), from: .evening)
        let levels = try await finder.levels(
            of: SecID("POSI"),
            on: try #require(CivilDate("2023-11-06")),
            calendar: calendar
        )
        #expect(levels.map { MoscowTime.text($0.from) } == "2023-11-06 19:10:00")
    }
}
