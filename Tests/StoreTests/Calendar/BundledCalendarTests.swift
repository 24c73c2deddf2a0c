import Foundation
import Market
import Store
import Testing

/// The calendar that ships with Mayak, judged by a list of days and by docs/reference/algopack.md, Special days.
@Suite("Bundled calendar")
struct BundledCalendarTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    static let file = Result { try CalendarFile.load(root.appending(path: CalendarFile.defaultName).path) }

    private var calendar: TradingCalendar {
        get throws { try Self.file.get().calendar }
    }

    @Test("is what its facts give, byte for byte")
    func regenerated() throws {
        let path = Self.root.appending(path: "calendar/facts.csv")
        let facts = try CalendarFacts(String(contentsOf: path, encoding: .utf8), named: "facts.csv")
        let shipped = try String(contentsOf: Self.root.appending(path: CalendarFile.defaultName), encoding: .utf8)
        #expect(try facts.file(profiles: .exchange).text() == shipped)
    }

    @Test("has the profiles of the code")
    func profiles() throws {
        let shipped = try Self.file.get().profiles
        for market in AlgoPackSegment.allCases {
            for day in ["2024-05-15", "2024-07-15", "2025-02-03", "2025-09-01", "2026-01-09", "2026-04-01"] {
                for pin in [ProfilePin.classic, nil] {
                    let date = try #require(CivilDate(day))
                    let mine = try #require(shipped.profile(market, on: date, pin: pin))
                    let code = try #require(SessionProfiles.exchange.profile(market, on: date, pin: pin))
                    #expect(mine.sessions == code.sessions && mine.weekendSessions == code.weekendSessions)
                    #expect(Set(mine.slotEdges) == Set(code.slotEdges))
                }
            }
        }
    }

    @Test("agrees with every Moscow row of holidays.csv")
    func holidays() throws {
        let calendar = try calendar
        let url = try #require(Bundle.module.url(forResource: "Fixtures/moex-days", withExtension: "csv"))
        let rows = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").dropFirst()
        #expect(rows.count == 297)
        for row in rows {
            let fields = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            let date = try #require(CivilDate(fields[1]))
            for market in fields[0] == "all" ? AlgoPackSegment.allCases : [try #require(AlgoPackSegment(fields[0]))] {
                let day = calendar.day(date, market)
                let kinds: [String: DayKind] = [
                    "closed": .closed, "closed_unconfirmed": .closed, "open": .normal, "transferred": .transferred,
                    "weekend_session": .weekendSession, "partial": .short,
                ]
                // A market's own row is more exact than the row for all three.
                let hasOwnRow = fields[0] == "all" && rows.contains { $0.hasPrefix("\(market),\(date),") }
                #expect(day.kind == kinds[fields[2]] || hasOwnRow, "\(row)")
                #expect(day.isConfirmed == !fields[2].hasSuffix("_unconfirmed"), "\(row)")
                #expect(day.layer == .bundled)
                if !fields[3].isEmpty { #expect(day.tradeDate == CivilDate(fields[3]), "\(row)") }
            }
        }
    }

    struct Vector: Sendable, CustomTestStringConvertible {
        let day: String
        let equities: DayKind
        let currency: DayKind
        let futures: DayKind

        var testDescription: String { day }

        init(_ day: String, _ equities: DayKind, _ currency: DayKind, _ futures: DayKind) {
            self.day = day
            self.equities = equities
            self.currency = currency
            self.futures = futures
        }
    }

    /// docs/reference/algopack.md, Sessions and Special days, date by date.
    static let vectors = [
        Vector("2024-04-27", .transferred, .transferred, .transferred),
        Vector("2024-04-28", .closed, .closed, .closed),
        Vector("2024-04-29", .normal, .normal, .normal),
        Vector("2024-05-04", .closed, .closed, .closed),
        Vector("2024-06-12", .closed, .closed, .closed),
        Vector("2024-06-13", .normal, .normal, .short),
        Vector("2024-06-14", .normal, .normal, .normal),
        Vector("2025-02-24", .normal, .normal, .normal),
        Vector("2025-03-01", .weekendSession, .closed, .closed),
        Vector("2025-03-08", .closed, .closed, .closed),
        Vector("2025-08-16", .weekendSession, .closed, .weekendSession),
        Vector("2025-11-01", .transferred, .transferred, .transferred),
        Vector("2025-11-02", .closed, .closed, .closed),
        Vector("2025-11-03", .normal, .normal, .normal),
        Vector("2025-11-04", .closed, .closed, .closed),
        Vector("2025-11-22", .closed, .closed, .closed),
        Vector("2026-01-03", .closed, .closed, .closed),
        Vector("2026-01-09", .normal, .normal, .normal),
        Vector("2026-02-21", .weekendSession, .closed, .weekendSession),
        Vector("2026-02-22", .weekendSession, .closed, .weekendSession),
        Vector("2026-02-23", .weekendSession, .closed, .weekendSession),
        Vector("2026-02-24", .normal, .normal, .normal),
        Vector("2026-03-09", .normal, .normal, .normal),
        Vector("2026-03-20", .normal, .normal, .short),
        Vector("2026-03-23", .normal, .normal, .normal),
        Vector("2026-05-01", .weekendSession, .closed, .weekendSession),
        Vector("2026-05-09", .closed, .closed, .closed),
        Vector("2026-05-11", .normal, .normal, .normal),
        Vector("2026-06-12", .weekendSession, .closed, .weekendSession),
        Vector("2026-07-18", .weekendSession, .closed, .weekendSession),
        Vector("2026-08-01", .closed, .closed, .closed),
        Vector("2026-08-23", .weekendSession, .closed, .weekendSession),
        Vector("2026-11-04", .weekendSession, .closed, .weekendSession),
        Vector("2026-12-31", .closed, .closed, .closed),
        Vector("2027-01-01", .closed, .closed, .closed),
        Vector("2028-01-03", .unknown, .unknown, .unknown),
    ]

    @Test("knows the special days", arguments: vectors)
    func specialDays(_ vector: Vector) throws {
        let calendar = try calendar
        let date = try #require(CivilDate(vector.day))
        let kinds = AlgoPackSegment.allCases.map { calendar.day(date, $0).kind }
        #expect(kinds == [vector.equities, vector.currency, vector.futures])
    }

    @Test("holds a weekend session on every 2026 weekend but those without one")
    func weekendsOf2026() throws {
        let calendar = try calendar
        let without = [
            "01-03", "01-04", "01-10", "01-11", "02-14", "02-15", "03-07", "03-08", "03-21", "03-22", "05-09", "05-10",
            "06-20", "06-21", "08-01", "08-02", "08-15", "08-16", "09-12", "09-13", "10-24", "10-25", "12-05", "12-06",
        ]
        let first = try #require(CivilDate("2026-01-01"))
        for date in (0..<365).map(first.adding(days:)) where date.weekday.isWeekend {
            let expected: DayKind = without.contains(String("\(date)".suffix(5))) ? .closed : .weekendSession
            #expect(calendar.day(date, .equities).kind == expected, "\(date)")
            #expect(calendar.day(date, .futures).kind == expected, "\(date)")
            #expect(calendar.day(date, .currency).kind == .closed, "\(date)")
        }
    }

    @Test("drops the futures evening of 2026-03-20 and the morning of 2024-06-13")
    func shortDays() throws {
        let calendar = try calendar
        let march = calendar.day(try #require(CivilDate("2026-03-20")), .futures)
        #expect(march.sessions.map(\.description) == ["morning 08:50-14:00", "main 14:05-18:50"])
        let june = calendar.day(try #require(CivilDate("2024-06-13")), .futures)
        #expect(june.sessions.first?.description == "morning 10:00-14:00")
        let obstats = calendar.expectedSlots(Feed(.futures, .obstats), on: march.date)
        #expect(obstats.count == 62 + 57)
    }

    @Test("is confirmed through 2026 and not beyond")
    func horizon() throws {
        let calendar = try calendar
        for market in AlgoPackSegment.allCases {
            let november = try #require(CivilDate("2026-11-20"))
            #expect(calendar.confirmedDaysAhead(from: november, market: market) == 41)
        }
    }
}
