import Exchange
import Market
import Platform
import TestKit
import Testing

@Suite("Recorded candles")
struct RecordedCandlesTests {
    private static let header = "secid;begin;open;high;low;close;volume;value\n"
    private static let daily = "eq_daily_2024-05-06_2024-05-08.csv"
    private static let short = "eq_10min_2024-05-06_2024-05-08.csv"

    private func history(_ files: [String: String], in folder: TemporaryFolder) throws -> RecordedCandles {
        for (name, rows) in files {
            try FileBytes.replace("\(folder.path)/\(name)", Array((Self.header + rows).utf8))
        }
        return try RecordedCandles(directory: folder.path)
    }

    private func day(_ text: String) throws -> TradingDay {
        let profiles = SessionProfiles.exchange
        return TradingCalendar(profiles: profiles, statements: []).day(try #require(CivilDate(text)), .equities)
    }

    @Test("close with the main session, not with the evening")
    func closes() throws {
        let folder = try TemporaryFolder()
        let recorded = try history(
            [
                Self.daily: """
                EVE;2024-05-07;10;15;9;14;1000;11000
                DAY;2024-05-07;10;12;9;11;1000;10500
                ALONE;2024-05-07;7;7;7;7;10;70
                """,
                Self.short: """
                EVE;2024-05-07 18:30:00;10;12;9;12;100;1100
                DAY;2024-05-07 18:30:00;10;12;9;10.5;100;1050
                YOUNG;2024-05-07 18:30:00;3;3;3;3;100;300
                EVE;2024-05-07 23:40:00;13;15;13;14;100;1400
                """,
            ],
            in: folder
        )
        let closes = try recorded.closes(of: try day("2024-05-07"))
        // DAY's daily candle knows its closing auction, EVE's the evening.
        #expect(closes == [SecID("EVE"): 12, SecID("DAY"): 11, SecID("ALONE"): 7, SecID("YOUNG"): 3])
    }

    @Test("of a replay are there once they have ended; of a day that goes on its open alone is known")
    func replay() throws {
        let folder = try TemporaryFolder()
        _ = try history(
            [
                Self.daily: "A;2024-05-06;8;9;8;9;100;850\nA;2024-05-07;10;15;9;14;1000;11000\n",
                Self.short: "A;2024-05-07 10:00:00;10;12;9;11;100;1100\nA;2024-05-07 10:10:00;11;12;9;12;100;1100\n",
            ],
            in: folder
        )
        let day = try day("2024-05-07")
        func seen(_ minute: Int) throws -> RecordedCandles {
            let time = try #require(TimeOfDay(hour: 10, minute: minute))
            return try RecordedCandles(
                directory: folder.path,
                seenAt: ReplayClock(start: MoscowTime.instant(day.date, time))
            )
        }
        #expect(try seen(5).candles(of: SecID("A"), on: day.date).isEmpty)
        #expect(try seen(10).candles(of: SecID("A"), on: day.date).map(\.close) == [11])
        #expect(try seen(5).opens(of: day, by: .open) == [SecID("A"): 10])
        #expect(try seen(5).closes(of: day).isEmpty)
        #expect(try seen(5).closes(of: self.day("2024-05-06")) == [SecID("A"): 9])
    }

    @Test("open with the day, or with the first candle from a time on")
    func opens() throws {
        let folder = try TemporaryFolder()
        let recorded = try history(
            [
                Self.daily: "A;2024-05-07;10;12;9;11;1000;10500\n",
                Self.short: """
                A;2024-05-07 10:00:00;10.2;12;9;11;100;1100
                A;2024-05-07 10:10:00;11.5;12;9;11;100;1100
                B;2024-05-07 10:10:00;3;3;3;3;100;300
                """,
            ],
            in: folder
        )
        let day = try day("2024-05-07")
        #expect(try recorded.opens(of: day, by: .open) == [SecID("A"): 10, SecID("B"): 3])
        #expect(try recorded.opens(of: day, by: .auction) == [SecID("A"): 10, SecID("B"): 3])
        let rule = try #require(OpenRule("first_candle_after: 10:05"))
        #expect(try recorded.opens(of: day, by: rule) == [SecID("A"): 11.5, SecID("B"): 3])
    }

    @Test("turn lots into pieces")
    func lots() throws {
        let folder = try TemporaryFolder()
        let rows = "A;2024-05-07 10:00:00;10;12;9;11;7;770\nA;2024-05-07 10:10:00;11;12;9;10;3;300\n"
        let recorded = try history([Self.short: rows], in: folder)
        let candles = try recorded.candles(of: SecID("A"), on: try #require(CivilDate("2024-05-07")))
        #expect(candles.map(\.volume) == [70, 30])
        #expect(candles.map(\.value) == [770, 300])
    }

    @Test(
        "give the shortest candles of a share, which may be the daily one, none of a day without trades, and the nearest of a wrong code"
    )
    func candles() throws {
        let folder = try TemporaryFolder()
        let recorded = try history(
            [
                Self.daily: "SBER;2024-05-08;10;12;9;11;1000;10500\n",
                "eq_1min_2024-05-07_2024-05-07.csv": "SBER;2024-05-07 10:00:00;10;12;9;11;10;110\n",
                Self.short: "SBER;2024-05-07 10:00:00;10;12;9;11;100;1100\n",
            ],
            in: folder
        )
        let (date, next) = (try #require(CivilDate("2024-05-07")), try #require(CivilDate("2024-05-08")))
        #expect(try recorded.candles(of: SecID("SBER"), on: date).map(\.length) == [.minutes(1)])
        #expect(try recorded.candles(of: SecID("SBER"), on: date.adding(days: -1)).isEmpty)
        #expect(throws: ShareHistoryError(.unknownShare, "\(folder.path) has no share SBRE; did you mean SBER?")) {
            try recorded.candles(of: SecID("SBRE"), on: date)
        }
        #expect(try recorded.candles(of: SecID("SBER"), on: next).map(\.length) == [.hours(24)])
    }

    @Test("name a day that is not recorded, and what is")
    func outside() throws {
        let folder = try TemporaryFolder()
        let recorded = try history([Self.daily: "A;2024-05-07;10;12;9;11;1000;10500\n"], in: folder)
        let error = #expect(throws: ShareHistoryError.self) { try recorded.closes(of: try day("2024-06-03")) }
        #expect(error?.detail == "\(folder.path) has no candles of 2024-06-03; it has 2024-05-06 to 2024-05-08")
    }

    @Test("name a file that is none of theirs and a folder that is not there")
    func names() throws {
        let folder = try TemporaryFolder()
        try FileBytes.replace("\(folder.path)/README.md", Array("notes".utf8))
        try FileBytes.replace("\(folder.path)/eq_5min_2024-05-06_2024-05-08.csv", [])
        let wrong = #expect(throws: ShareHistoryError.self) { try RecordedCandles(directory: folder.path) }
        #expect(wrong?.kind == .unexpectedFile)
        let absent = #expect(throws: ShareHistoryError.self) { try RecordedCandles(directory: "\(folder.path)/none") }
        #expect(absent?.kind == .unreadable)
    }

    @Test(
        "name line and column of what is broken",
        arguments: [
            ("A;2024-05-07;x;12;9;11;1;10\n", ":2: open: 'x' is not a number"),
            (
                "A;2024-05-07;10;12;9;11;1;10\nA;2024-05-07;10;12;9;11;1;10\n",
                ":3: begin: '2024-05-07' of A does not come"
            ),
            ("A;7 May;10;12;9;11;1;10\n", ":2: begin: '7 May' is not a Moscow time"),
            ("A;2024-05-07;10;12;9;11;1\n", ":2: has 7 fields where the header names 8"),
            ("A;2024-05-07;10;9;12;11;1;10\n", ":2: low, open, close, high"),
            ("A;2024-05-07;10;12;9;11;-1;10\n", ":2: volume: '-1' is not a number, 0 or more"),
            ("A;2024-05-07;0;12;0;11;1;10\n", ":2: open: '0' is not a price above 0"),
            ("A;2024-05-07;10;12;9;11;100;55000\n", ":2: value, volume: value / volume is no price from low to high"),
            ("A;2024-05-07;10;12;9;11;100;500\n", ":2: value, volume: value / volume is no price from low to high"),
        ]
    )
    func broken(_ rows: String, _ expected: String) throws {
        let folder = try TemporaryFolder()
        let recorded = try history([Self.daily: rows], in: folder)
        let error = #expect(throws: CSVError.self) { try recorded.closes(of: try day("2024-05-07")) }
        #expect(error?.detail.contains("\(Self.daily)\(expected)") == true, "\(error?.detail ?? "")")
    }
}
