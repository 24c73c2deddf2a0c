import Market
import Platform
import TestKit
import Testing

@testable import Store

/// Stores of versions that kept times of an alert as texts, and told what a message shows by a number's sign.
@Suite("Alerts of older versions")
struct AlertMigrationTests {
    private let files: TemporaryStore

    init() throws { files = try TemporaryStore() }

    /// A store as it was before a step, with rows of that version.
    private func migrated(before step: String, _ rows: String) throws -> StateStore {
        let present = try #require(Schema.steps.firstIndex { $0.name == step })
        let old = try Connection(path: files.path)
        let steps = Array(Schema.steps.prefix(present))
        try Migration(database: old, now: files.clock.now, log: quietLog(files.clock), steps: steps).run()
        try old.transaction { try old.script(rows) }
        old.close()
        return try files.open()
    }

    private func alert(_ id: Int, _ rule: String, _ facts: String) -> String {
        """
        INSERT INTO alerts (id, rule, state, severity, date, opened_at, value, peak, threshold, facts, bad_ticks, good_ticks,
            flips, is_flapping, reminder_count, revision)
        VALUES (\(id), '\(rule)', 'resolved', 'warning', '2024-07-15', 5, 1, 1, 0, '\(facts)', 1, 0, '[]', 0, 0, 1);
        """
    }

    @Test("instants and dates of facts are read as such")
    func times() async throws {
        let lists = #""newSecids":[],"lostSecids":[],"columns":[],"feeds":[]"#
        let rows = [
            alert(
                1,
                "missing_slots",
                #"{"slots":["12:10","12:15"],"lastLabel":"12:05:00","lastSystime":"2024-07-15 12:05:07","#
                    + #""sessionClose":"18:40","measuredAt":"12:31","comparedDate":"2024-07-12",\#(lists)}"#
            ),
            alert(2, "calendar_mismatch", #"{"slots":["2024-07-15","2024-07-16"],\#(lists)}"#),
        ]
        let store = try migrated(before: "times of alerts", rows.joined())
        let hole = try #require(try await store.alerts.alert(1)).facts
        #expect(hole.slots == TestKit.times("12:10", "12:15") && hole.days.isEmpty)
        #expect(hole.lastLabel == time("12:05") && hole.lastSystime == moscow("2024-07-15 12:05:07"))
        #expect(hole.sessionClose == time("18:40") && hole.measuredAt == time("12:31"))
        #expect(hole.comparedDate == date("2024-07-12"))
        let dispute = try #require(try await store.alerts.alert(2)).facts
        #expect(dispute.slots.isEmpty && dispute.days == [date("2024-07-15"), date("2024-07-16")])
        #expect(dispute.lastSystime == nil)
    }

    @Test("messages keep what they show")
    func subjects() async throws {
        let position: Int64 = 1_721_026_800_000
        let day = date("2024-07-15")
        let store = try migrated(
            before: "subjects of living messages",
            """
            INSERT INTO living_messages (alert, chat, message, is_repeat, reminder)
            VALUES (7, -100, 51, 0, 61), (\(-position), -100, 52, 0, NULL), (\(-day.dayNumber), -100, 53, 0, NULL);
            """
        )
        let shown: [LivingSubject: Int64] = [.alert(7): 51, .position(position): 52, .tradingDay(day): 53]
        for (subject, message) in shown {
            #expect(try await store.outbox.livingMessage(of: subject, chat: -100) == message)
        }
        #expect(try await store.outbox.standingReminder(alert: 7, chat: -100) == 61)
    }
}
