import Market
import Testing

@Suite("Days in a row")
struct DateSpanTests {
    @Test(
        "are read and written",
        arguments: [
            ("2027-01-01", 1), ("2027-01-01..2027-01-08", 8), ("2027-02-27..2027-03-02", 4),
            ("2028-02-28..2028-03-01", 3),
        ]
    )
    func text(_ text: String, _ count: Int) throws {
        let span = try #require(DateSpan(text))
        #expect(span.count == count && span.dates.count == count && "\(span)" == text)
        #expect(span.dates.first == span.first && span.dates.last == span.last)
        #expect(span.contains(span.last) && !span.contains(span.last.adding(days: 1)))
    }

    @Test(
        "that are none",
        arguments: [
            "", "..", "2027-01-08..2027-01-01", "2027-01-01..", "2027-01-01..x", "2027-02-30",
            "2027-01-01...2027-01-02",
        ]
    )
    func refused(_ text: String) {
        #expect(DateSpan(text) == nil)
    }

    @Test(
        "which of them a kind speaks of",
        arguments: [
            // 2 January 2027 is a Saturday.
            (DayKind.normal, "2027-01-01..2027-01-05", "1 4 5"), (.short, "2027-01-01..2027-01-05", "1 4 5"),
            (.closed, "2027-01-01..2027-01-03", "1 2 3"), (.transferred, "2027-01-01..2027-01-05", "2 3"),
            (.weekendSession, "2027-01-01..2027-01-03", "1 2 3"), (.normal, "2027-01-02", "2"),
            (.transferred, "2027-01-05", "5"),
        ]
    )
    func meant(_ kind: DayKind, _ text: String, _ days: String) throws {
        let span = try #require(DateSpan(text))
        let meant = span.dates.filter { kind.isMeant($0, in: span) }
        #expect(meant.map { "\($0.day)" }.joined(separator: " ") == days)
    }

    @Test(
        "sessions of a day that ends early",
        arguments: [
            ("10:00-18:40,19:05-23:50", "14:00", "10:00-14:00"), ("10:00-18:40,19:05-23:50", "19:05", "10:00-18:40"),
            ("10:00-18:40,19:05-23:50", "20:00", "10:00-18:40,19:05-20:00"), ("10:00-18:40", "10:00", ""),
            ("10:00-18:40", "23:00", "10:00-18:40"),
        ]
    )
    func early(_ sessions: String, _ close: String, _ cut: String) throws {
        let usual = try #require(TradingSession.list(sessions, namedLike: []))
        let time = try #require(TimeOfDay(close))
        #expect(usual.closing(at: time).map(\.span).joined(separator: ",") == cut)
    }
}
