import Market
import Operations
import Testing

@testable import Bot

/// `/calendar` with arguments goes where the buttons go.
@Suite("Arguments of /calendar")
struct CalendarRequestTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let words: String
        let screen: CalendarScreen
        var testDescription: String { words }
    }

    private static let today = CivilDate(dayNumber: 20_777)  // 2026-11-20
    private static func date(_ text: String) -> CivilDate { CivilDate(text) ?? today }
    private static let holidays = DateSpan(date("2027-01-01"), date("2027-01-08"))
    private static let day = date("2026-11-24")

    static let rows = [
        Row(words: "", screen: .days(year: 2026, month: 11)),
        Row(words: "2026-11-24", screen: .day(day)),
        Row(words: "24.11.2026", screen: .day(day)),
        Row(words: "24.11", screen: .day(day)),
        Row(words: "завтра", screen: .day(date("2026-11-21"))),
        Row(words: "Yesterday", screen: .day(date("2026-11-19"))),
        Row(words: "2027-01-01..2027-01-08", screen: .range(holidays)),
        Row(words: "01.01.2027..08.01.2027 fo", screen: .statuses(CalendarScope(holidays, .futures))),
        Row(words: "01.01-08.01 FO", screen: .statuses(CalendarScope(holidays, .futures))),
        Row(
            words: "FO с 1 по 8 января выходной",
            screen: .confirm(CalendarScope(holidays, .futures), .kind(.closed))
        ),
        Row(words: "from 1 January to 8 January", screen: .range(holidays)),
        Row(words: "2026-11-24 EQ", screen: .statuses(CalendarScope(day, .equities))),
        Row(words: "акции 2026-11-24", screen: .statuses(CalendarScope(day, .equities))),
        Row(words: "четверг", screen: .day(date("2026-11-19"))),
        Row(
            words: "2026-11-24 FX short 9.30",
            screen: .confirm(CalendarScope(day, .currency), .short(close: TimeOfDay("09:30") ?? .midnight))
        ),
        Row(words: "2026-11-24 все", screen: .statuses(CalendarScope(day, nil))),
        Row(
            words: "2027-01-01..2027-01-08 FO closed",
            screen: .confirm(CalendarScope(holidays, .futures), .kind(.closed))
        ),
        Row(words: "2026-11-24 all выходной", screen: .confirm(CalendarScope(day, nil), .kind(.closed))),
        Row(words: "2026-11-24 FX weekend", screen: .confirm(CalendarScope(day, .currency), .kind(.weekendSession))),
        Row(
            words: "2026-11-24 FX short 14:00",
            screen: .confirm(CalendarScope(day, .currency), .short(close: TimeOfDay("14:00") ?? .midnight))
        ),
        Row(words: "2026-11-24 all as FO", screen: .confirm(CalendarScope(day, nil), .copy(.futures))),
        Row(words: "2026-11-24 EQ auto", screen: .confirm(CalendarScope(day, .equities), .automatic)),
        Row(words: "2026-11-24 FO торгов нет", screen: .confirm(CalendarScope(day, .futures), .kind(.closed))),
        Row(words: "2026-11-24 closed", screen: .market(DateSpan(day), .kind(.closed))),
        Row(words: "24.11 закрыт", screen: .market(DateSpan(day), .kind(.closed))),
        Row(words: "24.11 торгов нет", screen: .market(DateSpan(day), .kind(.closed))),
        Row(words: "24.11 Торги в выходной", screen: .market(DateSpan(day), .kind(.weekendSession))),
        Row(
            words: "2026-11-24 short 14:00",
            screen: .market(DateSpan(day), .short(close: TimeOfDay("14:00") ?? .midnight))
        ),
        Row(words: "2026-11-24 as FO", screen: .confirm(CalendarScope(day, nil), .copy(.futures))),
        Row(words: "октябрь", screen: .days(year: 2026, month: 10)),
        Row(words: "January", screen: .days(year: 2027, month: 1)),
        Row(words: "октябрь 2027", screen: .days(year: 2027, month: 10)),
        Row(words: "2026-11-24 EQ история", screen: .history(day, .equities)),
    ]

    @Test("lead to a screen", arguments: rows)
    func screens(_ row: Row) throws {
        #expect(try CalendarRequest(today: Self.today).screen(words(row.words)) == row.screen)
    }

    @Test("a kind is understood by the name that the menu gives it", arguments: Language.allCases)
    func kindNames(_ language: Language) throws {
        for kind in [DayKind.normal, .closed, .transferred, .weekendSession] {
            for market in ["", " FO"] {
                let said = words("24.11\(market) \(Wording(language).name(kind))")
                let expected: CalendarScreen =
                    market.isEmpty
                    ? .market(DateSpan(Self.day), .kind(kind))
                    : .confirm(CalendarScope(Self.day, .futures), .kind(kind))
                #expect(try CalendarRequest(today: Self.today).screen(said) == expected, "\(said)")
            }
        }
    }

    @Test(
        "that are not understood are named",
        arguments: [
            ("soon", .date("soon")), ("2026-02-30", .date("2026-02-30")),
            ("2027-01-08..2027-01-01", .backwards("2027-01-08..2027-01-01")),
            ("с 8 по 1 января 2027 EQ", .backwards("2027-01-08..2027-01-01")),
            ("1999-01-01", .date("1999-01-01")), ("99.99.9999", .date("99.99.9999")), ("1.2.3.4", .date("1.2.3.4")),
            ("2026-11-24 XX", .market("XX")), ("2026-11-24 short", .time), ("октябрь EQ", .date("октябрь")),
            ("октябрь 2399", .date("октябрь 2399")),
            ("2026-11-24 FO open", .kind("open")), ("2026-11-24 FO closed now", .kind("closed now")),
            ("2026-11-24 FO short", .time), ("2026-11-24 FO short noon", .time),
            ("2026-11-24 FO short 14:00:30", .time),
            ("2026-11-24 FO as", .kind("as")), ("2026-01-01..2026-06-01", .tooLong),
        ] as [(String, CalendarRequest.Problem)]
    )
    func problems(_ text: String, _ problem: CalendarRequest.Problem) {
        #expect(throws: problem) { try CalendarRequest(today: Self.today).screen(words(text)) }
    }

    private func words(_ text: String) -> [String] {
        DateReader.joined(text.split(separator: " ").map(String.init))
    }
}
