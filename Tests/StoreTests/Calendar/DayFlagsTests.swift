import Market
import Store
import TestKit
import Testing

@Suite("Calendar of plain flags")
struct DayFlagsTests {
    private static let present = TradingCalendar(
        profiles: .exchange,
        statements: [
            statement("2024-07-16", .closed, .equities), statement("2024-07-17", .short, .equities),
            statement("2024-07-18", .normal, .equities),
        ]
    )

    private static func statement(_ date: String, _ kind: DayKind, _ market: AlgoPackSegment) -> CalendarStatement {
        CalendarStatement(
            market: market,
            date: CivilDate(date) ?? CivilDate(dayNumber: 0),
            layer: .bundled,
            kind: kind,
            author: "test",
            saidAt: Timestamp(seconds: 0)
        )
    }

    private func edits(_ text: String) throws -> [String] {
        let flags = try #require(try DayFlags(Array(text.utf8), named: "flags.json"))
        return flags.edits(for: Self.present, author: "Анна", at: ManualClock().now)
            .filter { $0.market == .equities }
            .map { "\($0.date) \($0.kind) \($0.layer.rawValue)" }
    }

    @Test("closes and opens the days that it names, a weekend as a working one, and nothing else")
    func days() throws {
        let text = #"{"2024-07-18": false, "2024-07-16": true, "2024-07-20": true, "2024-07-21": false}"#
        #expect(
            try edits(text) == [
                "2024-07-16 normal edit", "2024-07-18 closed edit", "2024-07-20 transferred edit",
            ]
        )
    }

    @Test("a day that is cut short trades already")
    func short() throws {
        #expect(try edits(#"{"2024-07-17": true}"#).isEmpty)
    }

    @Test("a file of the usual form, or none, is left to its own reader")
    func others() throws {
        for text in [#"{"format": 1, "days": []}"#, "{}", "[]", "no JSON"] {
            #expect(try DayFlags(Array(text.utf8), named: "x.json") == nil, "\(text)")
        }
    }

    @Test(
        "a wrong day is told with its place",
        arguments: [
            (#"{"2024-07-15": true, "soon": true}"#, "flags.json: soon: is no date such as 2024-07-15"),
            (#"{"2024-07-15": 1}"#, "flags.json: 2024-07-15: must be true or false"),
        ]
    )
    func mistakes(text: String, detail: String) {
        let error = #expect(throws: CalendarFileError.self) { try DayFlags(Array(text.utf8), named: "flags.json") }
        #expect(error?.detail == detail)
    }
}
