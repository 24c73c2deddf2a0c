import Market
import Monitor
import Store
import TestKit
import Testing

@Suite("Inhibition")
struct InhibitionTests {
    private static let feed = Feed(.futures, .obstats)
    private static let sibling = Feed(.futures, .tradestats)
    private static let stranger = Feed(.equities, .obstats)

    static let cases: [(AlertKey, AlertKey, Bool)] = [
        (AlertKey(.authentication), AlertKey(.staleness, feed), true),
        (AlertKey(.authentication), AlertKey(.hi2Missing, Feed(.currency, .hi2)), true),
        (AlertKey(.authentication), AlertKey(.unreachable, feed), true),
        (AlertKey(.authentication), AlertKey(.authentication, feed), true),
        (AlertKey(.authentication, feed), AlertKey(.staleness, feed), true),
        (AlertKey(.authentication, feed), AlertKey(.staleness, sibling), false),
        (AlertKey(.authentication), AlertKey(.keyExpiry), false),
        (AlertKey(.authentication), AlertKey(.authentication), false),
        (AlertKey(.unreachable), AlertKey(.unreachable, market: .futures), true),
        (AlertKey(.unreachable), AlertKey(.unreachable, feed), true),
        (AlertKey(.unreachable, market: .futures), AlertKey(.unreachable, feed), true),
        (AlertKey(.unreachable, market: .futures), AlertKey(.staleness, feed), true),
        (AlertKey(.unreachable, market: .futures), AlertKey(.staleness, stranger), false),
        (AlertKey(.unreachable, market: .futures), AlertKey(.unreachable), false),
        (AlertKey(.unreachable, feed), AlertKey(.staleness, sibling), false),
        (AlertKey(.unreachable), AlertKey(.authentication), false),
        (AlertKey(.rateLimit), AlertKey(.secidDrop, feed), true),
        (AlertKey(.rateLimit), AlertKey(.schemaDrift, feed), false),
        (AlertKey(.staleness, feed), AlertKey(.missingSlots, feed), true),
        (AlertKey(.staleness, feed), AlertKey(.publicationDelay, feed), true),
        (AlertKey(.staleness, feed), AlertKey(.missingSlots, sibling), false),
        (AlertKey(.staleness, feed), AlertKey(.secidDrop, feed), false),
        (AlertKey(.missingSlots, feed), AlertKey(.staleness, feed), false),
        (AlertKey(.entitlement, feed), AlertKey(.staleness, feed), true),
        (AlertKey(.badPayload, feed), AlertKey(.missingSlots, feed), true),
        (AlertKey(.badPayload, feed), AlertKey(.missingSlots, sibling), false),
        (AlertKey(.calendarMismatch, market: .futures), AlertKey(.staleness, feed), true),
        (AlertKey(.calendarMismatch, market: .futures), AlertKey(.staleness, stranger), false),
        (AlertKey(.botSilent), AlertKey(.staleness, feed), false),
        (AlertKey(.missedRuns), AlertKey(.staleness, feed), false),
    ]

    @Test("a cause hides what it explains", arguments: cases)
    func hides(cause: AlertKey, effect: AlertKey, isHidden: Bool) {
        #expect(Inhibition.hides(cause, effect) == isHidden)
    }

    @Test("no two alerts hide each other")
    func noCycles() {
        let keys = AlertRule.allCases.flatMap { rule in
            [AlertKey(rule)] + AlgoPackSegment.allCases.map { AlertKey(rule, market: $0) }
                + Feed.all.map { AlertKey(rule, $0) }
        }
        for left in keys {
            for right in keys where Inhibition.hides(left, right) {
                #expect(!Inhibition.hides(right, left), "\(left) and \(right)")
            }
        }
    }

    @Test(
        "calendars that differ about another day hide nothing today",
        arguments: [("2024-07-15", true), ("2024-08-01", false)]
    )
    func mismatch(day: String, isHidden: Bool) throws {
        let today = try #require(CivilDate("2024-07-15"))
        func record(_ key: AlertKey) -> AlertRecord {
            AlertRecord(key: key, severity: .warning, date: today, openedAt: Timestamp(seconds: 0), value: 1, limit: 0)
        }
        var cause = record(AlertKey(.calendarMismatch, market: .futures))
        cause.facts.days = [date(day)]
        #expect(Inhibition.hides(cause, record(AlertKey(.staleness, Self.feed))) == isHidden)
    }
}
