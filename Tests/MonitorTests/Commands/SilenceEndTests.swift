import Market
import Monitor
import Store
import Testing

@Suite("Silence end")
struct SilenceEndTests {
    struct Case: CustomTestStringConvertible {
        let name: String
        let span: SilenceSpan
        var market: AlgoPackSegment?
        let now: String
        let end: String
        var testDescription: String { name }
    }

    // The seed's sessions: EQ 10:00–18:40 and 19:05–23:50, FX 10:00–19:00, FO 09:00–14:00, 14:05–18:50, 19:05–23:50.
    static let cases = [
        Case(name: "minutes", span: .minutes(30), now: "2024-07-15 12:00:10", end: "2024-07-15 12:30:10"),
        Case(name: "less than a minute", span: .minutes(-5), now: "2024-07-15 12:00:00", end: "2024-07-15 12:01:00"),
        Case(name: "a week at most", span: .minutes(.max), now: "2024-07-15 12:00:00", end: "2024-07-22 12:00:00"),
        Case(
            name: "session",
            span: .sessionEnd,
            market: .futures,
            now: "2024-07-15 12:00:00",
            end: "2024-07-15 14:00:00"
        ),
        Case(
            name: "session of all markets: the latest close",
            span: .sessionEnd,
            now: "2024-07-15 12:00:00",
            end: "2024-07-15 19:00:00"
        ),
        Case(
            name: "session, between two: the open of the next, which nobody mutes by that",
            span: .sessionEnd,
            market: .equities,
            now: "2024-07-15 18:50:00",
            end: "2024-07-15 19:05:00"
        ),
        Case(
            name: "session, after the last of the day: tomorrow's open",
            span: .sessionEnd,
            market: .currency,
            now: "2024-07-15 20:00:00",
            end: "2024-07-16 10:00:00"
        ),
        Case(
            name: "session, before the first of the day: its open",
            span: .sessionEnd,
            market: .currency,
            now: "2024-07-16 00:30:00",
            end: "2024-07-16 10:00:00"
        ),
        Case(
            name: "session of all markets at night: the earliest open",
            span: .sessionEnd,
            now: "2024-07-15 23:55:00",
            end: "2024-07-16 09:00:00"
        ),
        Case(
            name: "next open, before the first session of a day: that day's, not the day after",
            span: .tomorrowOpen,
            market: .equities,
            now: "2024-07-16 00:30:00",
            end: "2024-07-16 10:00:00"
        ),
        Case(
            name: "next open, between two sessions: tomorrow's",
            span: .tomorrowOpen,
            market: .equities,
            now: "2024-07-15 18:50:00",
            end: "2024-07-16 10:00:00"
        ),
        Case(
            name: "next open of all markets once one of them trades: tomorrow's",
            span: .tomorrowOpen,
            now: "2024-07-15 09:30:00",
            end: "2024-07-16 09:00:00"
        ),
        Case(
            name: "until tomorrow's open",
            span: .tomorrowOpen,
            market: .equities,
            now: "2024-07-15 12:00:00",
            end: "2024-07-16 10:00:00"
        ),
        Case(
            name: "tomorrow of all markets: the earliest open",
            span: .tomorrowOpen,
            now: "2024-07-15 12:00:00",
            end: "2024-07-16 09:00:00"
        ),
        Case(
            name: "over the weekend",
            span: .tomorrowOpen,
            market: .equities,
            now: "2024-07-19 23:00:00",
            end: "2024-07-22 10:00:00"
        ),
    ]

    @Test("turns words into an instant", arguments: cases)
    func ends(_ example: Case) throws {
        let calendar = TradingCalendar(profiles: .exchange, statements: [], pin: .classic)
        let end = SilenceEnd.instant(
            example.span,
            markets: example.market.map { [$0] } ?? AlgoPackSegment.allCases,
            calendar: calendar,
            at: try #require(MoscowTime.instant(example.now))
        )
        #expect(MoscowTime.text(end) == example.end)
    }
}
