import Market
import Store
import Testing

@Suite("Calendar facts")
struct CalendarFactsTests {
    private static func file(_ rows: String...) throws -> CalendarFile {
        try CalendarFacts((["revised;2026-11-20"] + rows).joined(separator: "\n"), named: "facts.csv")
            .file(profiles: .exchange)
    }

    @Test("let the exact date override a span, and a market override all")
    func precedence() throws {
        let file = try Self.file(
            "EQ+FO;2026-07-04/2026-07-12 weekends;weekend_session;;;no;a;",
            "all;2026-07-05;closed;;;yes;b;works",
            "FO;2026-07-05;short;10:00-12:00;;yes;c;"
        )
        let days = file.days.map { "\($0.market) \($0.date) \($0.kind) \($0.source)" }
        #expect(
            days == [
                "EQ 2026-07-04 weekend_session a", "FO 2026-07-04 weekend_session a", "EQ 2026-07-05 closed b",
                "FX 2026-07-05 closed b", "FO 2026-07-05 short c", "EQ 2026-07-11 weekend_session a",
                "FO 2026-07-11 weekend_session a", "EQ 2026-07-12 weekend_session a", "FO 2026-07-12 weekend_session a",
            ]
        )
        #expect(file.days[0].tradeDate == CivilDate("2026-07-06"))
        #expect(file.days[4].sessions?.map(\.description) == ["main 10:00-12:00"])
    }

    @Test(
        "name the line of a mistake",
        arguments: [
            ("EQ;2026-07-04;closed;;;yes;a", "facts.csv:2: expected eight fields"),
            ("XX;2026-07-04;closed;;;yes;a;", "facts.csv:2: market: cannot be 'XX'"),
            ("EQ;2026-07-04/2026-07-01;closed;;;yes;a;", "facts.csv:2: dates: cannot be '2026-07-04/2026-07-01'"),
            ("EQ;2026-07-06/2026-07-07 weekends;closed;;;yes;a;", "facts.csv:2: dates: cannot be"),
            ("EQ;2026-07-04;shut;;;yes;a;", "facts.csv:2: kind: cannot be 'shut'"),
            ("EQ;2026-07-04;short;noon;;yes;a;", "facts.csv:2: sessions: cannot be 'noon'"),
            ("EQ;2026-07-04;closed;;;maybe;a;", "facts.csv:2: confirmed: cannot be 'maybe'"),
        ]
    )
    func mistakes(_ row: String, _ start: String) {
        let error = #expect(throws: CalendarFileError.self) { try Self.file(row) }
        #expect(error?.detail.hasPrefix(start) == true, "\(error?.detail ?? "")")
    }

    @Test("refuse two rows of equal weight for one day")
    func conflict() {
        let error = #expect(throws: CalendarFileError.self) {
            try Self.file("EQ;2026-07-04;closed;;;yes;a;", "EQ;2026-07-04;normal;;;yes;a;")
        }
        #expect(error?.detail == "facts.csv:3: EQ 2026-07-04 is already settled in line 2")
    }
}
