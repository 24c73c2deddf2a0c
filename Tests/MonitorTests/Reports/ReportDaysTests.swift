import Market
import Store
import Testing

@testable import Monitor

@Suite("Report days")
struct ReportDaysTests {
    private static let monday = MonitorRig.date  // 2024-07-15

    /// A calendar of which single days of all markets differ from the weekday rule.
    private static func days(_ kinds: [(Int, DayKind)]) -> ReportDays {
        let statements = kinds.flatMap { offset, kind in
            AlgoPackSegment.allCases.map { market in
                var statement = MonitorRig.statement(market, kind, layer: .bundled)
                statement.date = monday.adding(days: offset)
                if kind == .weekendSession, let open = TimeOfDay("10:00"), let close = TimeOfDay("19:00") {
                    statement.sessions = [TradingSession(name: .weekend, open: open, close: close)].compactMap(\.self)
                }
                return statement
            }
        }
        return ReportDays(calendar: TradingCalendar(profiles: .exchange, statements: statements))
    }

    @Test(
        "the last trading day of a week",
        arguments: [
            ("an ordinary week ends on Friday", [(0, DayKind.normal)], 4),
            ("a Friday holiday moves it to Thursday", [(4, .closed)], 3),
            ("a worked Saturday moves it there", [(5, .transferred)], 5),
            ("a weekend session belongs to the next week", [(5, .weekendSession)], 4),
            ("an unknown day may trade", [(4, .unknown)], 4),
        ] as [(String, [(Int, DayKind)], Int)]
    )
    func weekEnd(_ name: String, _ kinds: [(Int, DayKind)], _ last: Int) {
        let days = Self.days(kinds)
        #expect((0..<7).filter { days.endsWeek(Self.monday.adding(days: $0)) } == [last], "\(name)")
    }

    @Test("a week of holidays ends nowhere")
    func holidays() {
        let days = Self.days((0..<7).map { ($0, .closed) })
        #expect(days.week(of: Self.monday).isEmpty)
        #expect(!(0..<7).contains { days.endsWeek(Self.monday.adding(days: $0)) })
    }

    @Test(
        "the report before a Monday's is Friday's, before a holiday's end that of its eve; a weekend session has its own"
    )
    func before() {
        let plain = Self.days([(0, .normal)])
        #expect(plain.previousDay(before: Self.monday) == Self.monday.adding(days: -3))
        #expect(plain.previousDay(before: Self.monday.adding(days: 1)) == Self.monday)
        let holidays = Self.days([(-3, .closed), (-4, .closed)])
        #expect(holidays.previousDay(before: Self.monday) == Self.monday.adding(days: -5))
        let weekend = Self.days([(-1, .weekendSession)])
        #expect(weekend.previousDay(before: Self.monday) == Self.monday.adding(days: -1))
        #expect(Self.days((-62..<0).map { ($0, .closed) }).previousDay(before: Self.monday) == nil)
    }

    @Test("twenty trading days take four weeks, and weekend sessions count towards the next day")
    func span() {
        let plain = Self.days([(0, .normal)])
        let four = plain.dates(ofTradingDays: 20, upTo: Self.monday.adding(days: 4))
        #expect(four.tradingDays == 20)
        #expect(four.dates.first == Self.monday.adding(days: -21) && four.dates.count == 20)
        // The Saturday session before the first of two days is theirs, the one before that is not.
        let weekend = Self.days([(0, .normal), (-2, .weekendSession), (-9, .weekendSession)])
        let two = weekend.dates(ofTradingDays: 1, upTo: Self.monday)
        #expect(two.dates == [Self.monday.adding(days: -2), Self.monday])
        #expect(weekend.dates(ofWeek: weekend.week(of: Self.monday)).first == Self.monday.adding(days: -2))
    }

    @Test(
        "the outlook calls unusual what the day of the week would not have",
        arguments: [
            (1, DayKind.normal, false), (1, .short, true), (1, .closed, true), (1, .unknown, true),
            (5, .closed, false), (5, .transferred, true),
        ]
    )
    func outlook(_ offset: Int, _ kind: DayKind, _ isUnusual: Bool) {
        let days = Self.days([(offset, kind)])
        #expect(
            DayReport.Outlook.all(on: Self.monday.adding(days: offset), in: days.calendar).map(\.isUnusual) == [
                isUnusual, isUnusual, isUnusual,
            ]
        )
    }

    @Test("after the last trading day comes the next one, however far")
    func next() {
        let days = Self.days([(5, .closed), (7, .closed), (8, .closed)])
        #expect(days.nextTradingDay(after: Self.monday.adding(days: 4)) == Self.monday.adding(days: 9))
    }
}
