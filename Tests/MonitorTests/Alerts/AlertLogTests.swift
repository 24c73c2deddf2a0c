import Market
import Monitor
import Platform
import Store
import TestKit
import Testing

/// Every alert writes a log line, chat or no chat, and a restart writes none again.
@Suite("What the log says of alerts")
struct AlertLogTests {
    /// Keeps the lines instead of writing them.
    final class Lines: Log.Sink {
        private let lines = Lock<[String]>([])

        func write(_ line: String, level: Log.Level) {
            lines.withLock { $0.append("\(level) \(line)") }
        }

        /// `warning Alert fired EQ tradestats …` of each line since the last call.
        func take() -> [String] {
            lines.withLock { lines in
                defer { lines = [] }
                return lines.map { line in
                    let event = line.split(separator: "event=\"").last?.prefix { $0 != "\"" } ?? ""
                    return "\(line.prefix { $0 != " " }) \(event)"
                }
            }
        }

        var text: String { lines.withLock { $0.joined(separator: "\n") } }
    }

    private let folder: TemporaryFolder
    private let clock = ManualClock()
    private let lines = Lines()
    private let store: StateStore
    private let date = MoscowTime.date(of: ManualClock().now)
    private let key = AlertKey(.staleness, market: .futures, endpoint: .obstats)

    init() throws {
        folder = try TemporaryFolder()
        let quiet = Log(component: "test", threshold: .critical, clock: clock, sink: lines)
        store = try StateStore(path: folder.path + "/mayak.db", clock: clock, log: quiet)
    }

    private func bench() async throws -> StoredAlertBook {
        try await StoredAlertBook(
            alerts: store.alerts,
            batches: store.batches,
            clock: clock,
            log: Log(component: "alerts", threshold: .info, clock: clock, sink: lines)
        )
    }

    private func see(_ verdict: Verdict, _ bench: StoredAlertBook) async throws -> [String] {
        clock.advance(by: .minutes(5))
        try await bench.observe([verdict], date: date)
        return lines.take()
    }

    private func bad(_ severity: AlertSeverity = .warning, _ value: Double = 900) -> Verdict {
        .bad(key, value: value, limit: 600, severity: severity)
    }

    @Test("fired, worse, taken, silenced, resolved: a line each, with what it is about")
    func life() async throws {
        let bench = try await bench()
        clock.advance(by: .minutes(5))
        try await bench.observe([bad()], date: date)
        for word in ["level=warning", "rule=staleness", "market=FO", "endpoint=obstats", "severity=warning", "since="] {
            #expect(lines.text.contains(word))
        }
        #expect(lines.take() == ["warning Alert fired"])
        #expect(try await see(bad(.warning, 1_200), bench) == [])
        #expect(try await see(bad(.critical, 1_500), bench) == ["critical Alert worsened"])
        let id = try #require(await bench.open.first?.id)
        try await bench.apply { book, now in book.acknowledge(id, by: "anna", at: now) }
        #expect(lines.take() == ["info Alert taken"])
        let until = clock.now + .hours(1)
        try await bench.apply { book, now in book.silenceAlert(id, until: until, by: "anna", at: now) }
        #expect(lines.take() == ["info Alert silenced"])
        #expect(try await see(.good(key), bench) == ["info Alert resolved"])
    }

    @Test("an alert that nobody takes escalates in the log too, and ends with its session")
    func escalation() async throws {
        let bench = try await bench()
        #expect(try await see(bad(.critical), bench) == ["critical Alert fired"])
        clock.advance(by: .minutes(31))
        try await bench.applyIfAny { book, now in book.tick(at: now) }
        #expect(lines.take() == ["critical Alert escalated"])
        let close = clock.now
        try await bench.applyIfAny { book, now in book.closeSession(of: .futures, closedAt: close, at: now) }
        #expect(lines.take() == ["info Alert closed with its session"])
    }

    @Test("what fires under a silence is in the log although the chat hears nothing")
    func silenced() async throws {
        let bench = try await bench()
        let silence = Silence(createdAt: clock.now, until: clock.now + .hours(1), author: "anna")
        try await bench.applyIfAny { book, now in book.silence(silence, at: now) }
        #expect(try await see(bad(), bench) == ["warning Alert fired", "info Alert silenced"])
        clock.advance(by: .hours(1))
        try await bench.applyIfAny { book, now in book.tick(at: now) }
        #expect(lines.take() == ["info Alert no longer silenced"])
    }

    @Test("a restart says nothing again; what was never confirmed says nothing at all")
    func restart() async throws {
        #expect(try await see(bad(), try await bench()) == ["warning Alert fired"])
        #expect(try await see(bad(), try await bench()) == [])
        let once = AlertKey(.unreachable, market: .futures)
        let fresh = try await bench()
        #expect(try await see(.bad(once, value: 1, limit: 0), fresh) == [])
        #expect(try await see(.good(once), fresh) == [])
    }
}
