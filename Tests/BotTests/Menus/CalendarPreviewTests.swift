import Market
import Operations
import Store
import Testing

@testable import Bot

/// What a choice makes of days, from a bundled calendar that knows 2026 and 2027.
@Suite("Preview of a calendar edit")
struct CalendarPreviewTests {
    private static let now = Timestamp(seconds: 1_795_000_000)

    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let days: String
        let market: AlgoPackSegment?
        let choice: DayChoice
        /// `day market:kind` of each statement that would be written.
        let edits: String
        var visible: Int?
        var passedOver = 0
        var impossible: [AlgoPackSegment] = []
        var refusal: CalendarEditPhrase?

        var testDescription: String { name }
    }

    private static func time(_ text: String) -> TimeOfDay { TimeOfDay(text) ?? .midnight }

    static let rows = [
        Row(
            name: "one day closed",
            days: "2026-11-24",
            market: .futures,
            choice: .kind(.closed),
            edits: "24 FO closed"
        ),
        Row(
            name: "a day that is closed already is written, and not counted",
            days: "2026-11-22",
            market: .futures,
            choice: .kind(.closed),
            edits: "22 FO closed",
            visible: 0
        ),
        Row(
            name: "a week of normal days leaves the weekend alone",
            days: "2026-11-20..2026-11-24",
            market: .equities,
            choice: .kind(.normal),
            edits: "20 EQ normal, 23 EQ normal, 24 EQ normal",
            visible: 1,
            passedOver: 2
        ),
        Row(
            name: "what the edit says already is not said again",
            days: "2026-11-23",
            market: .equities,
            choice: .kind(.closed),
            edits: "",
            refusal: .sameAsNow
        ),
        Row(
            name: "the edit is taken away, and only where there is one",
            days: "2026-11-20..2026-11-24",
            market: nil,
            choice: .automatic,
            edits: "23 EQ auto"
        ),
        Row(
            name: "no edit to take away",
            days: "2026-11-24",
            market: nil,
            choice: .automatic,
            edits: "",
            refusal: .noEdits
        ),
        Row(
            name: "short for all markets",
            days: "2026-11-24",
            market: nil,
            choice: .short(close: time("14:00")),
            edits: "24 EQ short 06:50-09:50 09:50-14:00, 24 FX short 10:00-14:00, 24 FO short 08:50-10:00 10:00-14:00"
        ),
        Row(
            name: "no close before the open",
            days: "2026-11-24",
            market: .futures,
            choice: .short(close: time("05:00")),
            edits: "",
            impossible: [.futures],
            refusal: .impossible
        ),
        Row(
            name: "FX has no weekend session",
            days: "2026-11-21",
            market: nil,
            choice: .kind(.weekendSession),
            edits: "21 EQ weekend_session, 21 FO weekend_session",
            impossible: [.currency]
        ),
        Row(
            name: "all markets as one of them",
            days: "2026-11-23",
            market: nil,
            choice: .copy(.equities),
            edits: "23 FX closed, 23 FO closed"
        ),
    ]

    @Test("writes what is meant, and counts what changes", arguments: rows)
    func plan(_ row: Row) throws {
        let span = try #require(DateSpan(row.days))
        let preview = CalendarPreview(
            CalendarScope(span, row.market),
            row.choice,
            in: try snapshot(),
            author: "Анна (1)",
            at: Self.now
        )
        #expect(preview.edits.map(text).joined(separator: ", ") == row.edits)
        #expect(preview.visible.count == row.visible ?? preview.changes.count)
        #expect(preview.passedOver == row.passedOver && preview.impossible == row.impossible)
        #expect(preview.refusal == row.refusal)
        for change in preview.changes {
            #expect(preview.supposed.day(change.after.date, change.after.market) == change.after)
        }
    }

    @Test("counts the alerts that close as people see them: a message once, and only where nothing of it goes on")
    func closedAlerts() throws {
        let today = MoscowTime.date(of: Self.now)
        func alert(
            _ id: Int64,
            _ market: AlgoPackSegment,
            _ endpoint: Endpoint,
            group: Int64? = nil,
            isFired: Bool = true
        )
            -> AlertRecord
        {
            var alert = AlertRecord(
                key: AlertKey(.staleness, Feed(market, endpoint)),
                severity: .critical,
                date: today,
                openedAt: Self.now,
                value: 700,
                limit: 600
            )
            (alert.id, alert.groupID) = (id, group)
            (alert.state, alert.firedAt) = (isFired ? .firing : .pending, isFired ? Self.now : nil)
            return alert
        }
        func line(_ alerts: [AlertRecord]) throws -> String? {
            let preview = CalendarPreview(
                CalendarScope(DateSpan(today), .currency),
                .kind(.closed),
                in: try snapshot(),
                author: "Анна (1)",
                at: Self.now
            )
            let text = PreviewText(preview: preview, alerts: alerts, now: Self.now, wording: Wording(.russian))
            return text.lines.first { $0.hasPrefix("Закроется") }?.replacing("\u{A0}", with: " ")
        }
        let alone = [alert(1, .currency, .tradestats), alert(2, .currency, .obstats, isFired: false)]
        #expect(try line(alone) == "Закроется: 1 тревога")
        let shared = [alert(3, .currency, .tradestats, group: 3), alert(4, .currency, .obstats, group: 3)]
        #expect(try line(shared) == "Закроется: 1 тревога")
        #expect(try line(shared + [alert(5, .equities, .obstats, group: 3)]) == nil)
    }

    @Test("the reason for a copied day names the market it was copied from")
    func note() throws {
        let preview = CalendarPreview(
            CalendarScope(try #require(DateSpan("2026-11-23")), nil),
            .copy(.equities),
            in: try snapshot(),
            author: "Анна (1)",
            at: Self.now
        )
        guard case .say(let statement)? = preview.edits.first else { return #expect(Bool(false)) }
        #expect(statement.note == "= EQ" && statement.author == "Анна (1)")
    }

    private func text(_ edit: DayEdit) -> String {
        switch edit {
        case .clear(let market, let date): return "\(date.day) \(market) auto"
        case .say(let statement):
            let hours = (statement.sessions ?? []).map(\.span).joined(separator: " ")
            return "\(statement.date.day) \(statement.market) \(statement.kind)" + (hours.isEmpty ? "" : " \(hours)")
        }
    }

    /// EQ is closed by hand on Monday the 23rd.
    private func snapshot() throws -> CalendarSnapshot {
        let known = AlgoPackSegment.allCases.map { statement($0, "2026-01-01", .bundled, .closed) }
        let statements = known + [statement(.equities, "2026-11-23", .edit, .closed)]
        return CalendarSnapshot(
            revision: 3,
            statements: statements,
            calendar: TradingCalendar(profiles: .exchange, statements: statements)
        )
    }

    private func statement(_ market: AlgoPackSegment, _ date: String, _ layer: CalendarLayer, _ kind: DayKind)
        -> CalendarStatement
    {
        CalendarStatement(
            market: market,
            date: CivilDate(date) ?? CivilDate(dayNumber: 0),
            layer: layer,
            kind: kind,
            author: "test",
            saidAt: Self.now
        )
    }
}
