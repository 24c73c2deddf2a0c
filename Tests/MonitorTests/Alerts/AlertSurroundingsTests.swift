import Market
import Monitor
import Store
import TestKit
import Testing

@Suite("Alert book: nights and second chats")
struct AlertSurroundingsTests {
    private static let calendar = TradingCalendar(profiles: .exchange, statements: [], pin: .classic)
    private static let login = AlertKey(.authentication)
    private static let stale = AlertKey(.staleness, Feed(.equities, .obstats))

    private static func at(_ text: String) -> Timestamp { MoscowTime.instant(text) ?? Timestamp(seconds: 0) }

    /// Ticks each minute until an instant, as the watch does, and returns when a reason was said (`HH:MM`).
    private func times(
        of reason: String,
        _ bench: inout BookBench,
        until end: String,
        escalateAfter: Duration? = nil
    ) -> [String] {
        var times: [String] = []
        while bench.now < Self.at(end) {
            let before = bench.heard.count
            let next = bench.now + .minutes(1)
            bench.tick(in: AlertSurroundings(Self.calendar, at: next, escalateAfter: escalateAfter))
            if bench.heard.dropFirst(before).contains(where: { $0.hasPrefix(reason) }) {
                times.append(MoscowTime.time(of: bench.now).shortDescription)
            }
        }
        return times
    }

    @Test(
        "a login that fails before the last close reminds no one at night, and goes on after the morning's first checks"
    )
    func night() {
        var bench = BookBench()
        bench.now = Self.at("2024-07-15 23:20:00")
        bench.see([.bad(Self.login, value: 1, limit: 0, severity: .critical)], after: .zero)
        // FO opens at 09:00; the reminder waits a quarter of an hour more.
        #expect(times(of: "reminder", &bench, until: "2024-07-16 10:30:00") == ["23:35", "09:15", "10:15"])
    }

    @Test("what fires in the night itself is posted then, and escalates in the morning")
    func escalation() {
        var bench = BookBench()
        bench.now = Self.at("2024-07-15 23:59:00")
        bench.see([.bad(Self.login, value: 1, limit: 0, severity: .critical)], after: .zero)
        #expect(bench.heard == ["post 1"])
        #expect(times(of: "escalation", &bench, until: "2024-07-16 12:00:00") == ["09:15"])
    }

    @Test("a market's own alert waits for that market")
    func ownMarket() {
        var bench = BookBench()
        bench.now = Self.at("2024-07-15 18:35:00")
        bench.see([.bad(Self.stale, value: 700, limit: 600, severity: .critical)], after: .zero)
        // EQ pauses from 18:40 to 19:05. By then a call for help is due as well, which reminds too.
        var reminded = bench
        #expect(times(of: "escalation", &bench, until: "2024-07-15 20:00:00") == ["19:20"])
        #expect(times(of: "reminder", &reminded, until: "2024-07-15 20:00:00") == ["19:50"])
    }

    @Test("the delay of the escalation follows the chat's setting", arguments: [(10, "12:10"), (45, "12:45")])
    func delay(minutes: Int, time: String) {
        var bench = BookBench()
        bench.now = Self.at("2024-07-15 12:00:00")
        bench.see([.bad(Self.stale, value: 700, limit: 600, severity: .critical)], after: .zero)
        let said = times(of: "escalation", &bench, until: "2024-07-15 14:00:00", escalateAfter: .minutes(minutes))
        #expect(said == [time])
    }

    @Test("the second chat sees what becomes of the alert from then on, and how it ends")
    func secondChat() throws {
        var bench = BookBench()
        bench.see([.bad(Self.stale, value: 700, limit: 600, severity: .critical)])
        #expect(!bench.drafts.contains { $0.target == .escalation })
        for _ in 0..<31 { bench.tick() }
        let changes = bench.book.acknowledge(1, by: "Иван (42)", at: bench.now)
        bench.take(try #require(changes))
        bench.see([.good(Self.stale)])
        #expect(bench.heard(in: .escalation) == ["escalation 1", "recovered 1"])
        let edits = bench.drafts.filter { $0.target == .escalation && $0.content == .incident(alert: 1) }
        #expect(edits.count == 2, "taken, recovered")
        #expect(Set(bench.drafts.map(\.dedupeKey)).count == bench.drafts.count)
    }

    @Test("one of a group is taken alone, and the others still remind")
    func takenAlone() throws {
        let keys = Feed.all(of: .equities).map { AlertKey(.schemaDrift, $0) }
        var bench = BookBench()
        bench.see(keys.map { .bad($0, value: 1, limit: 0, severity: .critical) })
        let changes = bench.book.acknowledge(1, isAlone: true, by: "Иван (42)", at: bench.now)
        bench.take(try #require(changes))
        #expect(bench.book.ordered.map(\.acknowledgedBy) == ["Иван (42)", nil, nil, nil])
        for _ in 0..<16 { bench.tick() }
        #expect(bench.heard.last == "reminder 1")
        #expect(bench.book.acknowledge(9, isAlone: true, by: "Иван (42)", at: bench.now) == nil)
    }

    @Test("a check that a person asked for is noted in the message, and stays there")
    func check() throws {
        var bench = BookBench()
        bench.see([.bad(Self.stale, value: 700, limit: 600)])
        let changes = bench.book.noteCheck(1, by: "Иван (42)", at: bench.now)
        bench.take(try #require(changes))
        #expect(bench.drafts.last?.content == .incident(alert: 1))
        bench.see([.bad(Self.stale, value: 900, limit: 600)])
        let facts = try #require(bench.book.alert(of: Self.stale)?.facts)
        #expect(facts.checkedAt == time("10:15") && facts.checkedBy == "Иван (42)")
        bench.see([.good(Self.stale)])
        #expect(bench.book.noteCheck(1, by: "Иван (42)", at: bench.now) == nil)
    }
}
