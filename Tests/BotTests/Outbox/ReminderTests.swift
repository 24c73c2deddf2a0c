import Market
import Platform
import Store
import TestKit
import Testing

@testable import Bot

@Suite("Reminders and repeats", .timeLimit(.minutes(1)))
struct ReminderTests {
    private func remind(
        _ alert: AlertRecord,
        _ reason: IncidentReplyReason,
        _ count: Int,
        to target: ChatTarget = .group,
        _ bench: BotBench
    ) async throws {
        try await bench.store.outbox.enqueue([
            OutboxDraft(
                dedupeKey: "\(reason.rawValue):\(alert.id):\(count)",
                target: target,
                content: .incidentReply(alert: alert.id, reason: reason),
                priority: .critical,
                coalesceKey: reason == .escalation
                    ? IncidentCoalescing.callKey(leader: alert.id)
                    : reason.onlyRepeats ? IncidentCoalescing.reminderKey(leader: alert.id) : nil
            )
        ])
    }

    /// Lets a minute pass ten times.
    private func wait(_ bench: BotBench) async throws {
        for _ in 0..<10 {
            bench.clock.advance(by: .minutes(1))
            try await bench.settle()
        }
    }

    @Test("after an outage an alert is told once: its own message, no reminder before it")
    func outage() async throws {
        try await withBench { bench in
            bench.telegram.script("sendMessage", FakeTelegram.refusal(502, "Bad Gateway"))
            let alert = try await bench.raise(AlertKey(.staleness, Feed(.equities, .obstats)))
            for count in 1...5 { try await remind(alert, .reminder, count, bench) }
            try await remind(alert, .worsened, 1, bench)
            try await bench.settle()
            try await wait(bench)
            let sent = bench.telegram.calls("sendMessage").dropFirst()
            #expect(sent.count == 1)
            #expect(sent.first?.arguments["reply_markup"]?.contains("v1:inc:\(alert.id):take") == true)
        }
    }

    @Test("a call for help that comes before its alert is told with it, once, and names who is on call")
    func callBeforeAlert() async throws {
        try await withBench { bench in
            let now = bench.clock.now
            var batch = StoreBatch()
            let boris = Person(id: BotBench.operatorID, name: "Борис", role: .operator)
            let slots = [DutySlot(at: now), DutySlot(at: now + .hours(1))]
            batch.people.duties = [DutyChange(slots: slots, people: [boris])]
            try await bench.store.commit(batch)
            bench.telegram.script("sendMessage", FakeTelegram.refusal(502, "Bad Gateway"))
            var alert = try await bench.raise(AlertKey(.staleness, Feed(.equities, .obstats)))
            try await bench.settle()
            // The server takes messages again, but the alert's own waits for its next try.
            alert.escalatedAt = now
            try await bench.keep(&alert)
            try await remind(alert, .escalation, 1, to: .escalation, bench)
            try await bench.settle()
            #expect(bench.telegram.calls("sendMessage").count == 1)
            try await wait(bench)
            let sent = bench.telegram.calls("sendMessage").dropFirst().compactMap { $0.arguments["text"] }
            #expect(sent.count == 1 && sent[0].contains("📣 Эскалация") && sent[0].contains("Борис"), "\(sent)")
        }
    }

    @Test("after an outage a reminder and a call for help that both wait make one sound")
    func callWithReminder() async throws {
        try await withBench { bench in
            let alert = try await bench.raise(AlertKey(.staleness, Feed(.equities, .obstats)))
            try await bench.settle()
            let before = bench.telegram.calls("sendMessage").count
            try await remind(alert, .reminder, 1, bench)
            try await remind(alert, .escalation, 1, to: .escalation, bench)
            try await bench.settle()
            try await wait(bench)
            let sent = bench.telegram.calls("sendMessage").dropFirst(before).compactMap { $0.arguments["text"] }
            #expect(sent.count == 1 && sent[0].contains("📣 Эскалация"), "\(sent)")
            // Nor is a reminder news that was due when the call had only just come.
            bench.telegram.script("sendMessage", FakeTelegram.refusal(502, "Bad Gateway"))
            try await remind(alert, .escalation, 2, to: .escalation, bench)
            try await bench.settle()
            bench.clock.advance(by: .minutes(2))
            try await bench.settle()
            try await remind(alert, .reminder, 2, bench)
            try await bench.settle()
            #expect(bench.telegram.calls("sendMessage").count == before + 3)
            bench.clock.advance(by: .minutes(10))
            try await remind(alert, .reminder, 3, bench)
            try await bench.settle()
            #expect(bench.telegram.calls("sendMessage").count == before + 4)
        }
    }

    @Test("one reminder stands at a time, and none after the end")
    func standing() async throws {
        try await withBench { bench in
            var alert = try await bench.raise(AlertKey(.staleness, Feed(.equities, .obstats)))
            try await bench.settle()
            for count in 1...2 {
                try await remind(alert, .reminder, count, bench)
                try await wait(bench)
            }
            // The alert is message 101, its reminders are 102 and 103.
            #expect(bench.telegram.calls("deleteMessage").map { $0.arguments["message_id"] } == ["102"])
            alert.state = .resolved
            alert.closedAt = bench.clock.now
            try await bench.keep(&alert, priority: .edit)
            try await remind(alert, .recovered, 1, bench)
            try await wait(bench)
            #expect(bench.telegram.calls("deleteMessage").map { $0.arguments["message_id"] } == ["102", "103"])
        }
    }

    @Test("a call for help goes with the next reminder, when somebody takes it, and at the end", arguments: [0, 1, 2])
    func escalation(_ what: Int) async throws {
        try await withBench { bench in
            var alert = try await bench.raise(AlertKey(.staleness, Feed(.equities, .obstats)))
            try await bench.settle()
            try await remind(alert, .escalation, 1, bench)
            try await wait(bench)
            // The alert is message 101, the call for help is 102; while nobody takes it, it stands.
            alert.value += 60
            try await bench.keep(&alert, priority: .edit)
            try await wait(bench)
            #expect(bench.telegram.calls("deleteMessage").isEmpty)
            switch what {
            case 0: try await remind(alert, .reminder, 1, bench)
            case 1:
                (alert.state, alert.acknowledgedBy) = (.acknowledged, "Анна (1)")
                try await bench.keep(&alert, priority: .edit)
            default:
                (alert.state, alert.closing, alert.closedAt) = (.resolved, .recovered, bench.clock.now)
                try await bench.keep(&alert, priority: .edit)
            }
            try await wait(bench)
            #expect(bench.telegram.calls("deleteMessage").map { $0.arguments["message_id"] } == ["102"])
        }
    }

    @Test("a reminder that cannot be removed stays, and nothing else is lost")
    func unremovable() async throws {
        try await withBench { bench in
            let alert = try await bench.raise(AlertKey(.staleness, Feed(.equities, .obstats)))
            try await bench.settle()
            bench.telegram.refuse("deleteMessage", 400, "Bad Request: message can't be deleted")
            for count in 1...3 {
                try await remind(alert, .reminder, count, bench)
                try await wait(bench)
            }
            #expect(bench.telegram.calls("sendMessage").count == 4)
            #expect(bench.telegram.calls("deleteMessage").map { $0.arguments["message_id"] } == ["102", "103"])
        }
    }

    @Test("where answers are lost, the third copy and all after it are silent, and news does not shorten the pauses")
    func lostAnswers() async throws {
        try await withBench { bench in
            for _ in 0..<5 { bench.telegram.script("sendMessage", .hangUp(.reset)) }
            var alert = try await bench.raise(AlertKey(.staleness, Feed(.equities, .obstats)))
            try await bench.settle()
            var copies: [Int] = []
            for _ in 0..<50 {
                alert.value += 60
                try await bench.keep(&alert)
                bench.clock.advance(by: .seconds(30))
                try await bench.settle()
                copies.append(bench.telegram.calls("sendMessage").count)
            }
            let sent = bench.telegram.calls("sendMessage")
            #expect(
                sent.map { $0.arguments["disable_notification"] == "true" } == [false, false, true, true, true, true]
            )
            // In a quarter of an hour.
            #expect(copies[29] <= 6, "\(copies)")
        }
    }

    @Test("where nothing is answered, what may have come is not sent again blindly: one copy, with a sound")
    func silentServer() async throws {
        try await withBench { bench in
            let alert = AlertKey(.staleness, Feed(.equities, .obstats))
            bench.telegram.script("sendMessage", .hangUp(.reset))
            for _ in 0..<8 { bench.telegram.script("getMe", .hangUp(.reset)) }
            _ = try await bench.raise(alert)
            try await bench.settle()
            for _ in 0..<12 { try await wait(bench) }
            let sent = bench.telegram.calls("sendMessage").filter { $0.arguments["text"]?.contains("obstats") == true }
            #expect(sent.map { $0.arguments["disable_notification"] == "true" } == [false, false])
        }
    }

    @Test("the day's pictures and report outlast an evening without Telegram")
    func evening() async throws {
        try await withBench(plots: TinyPlots()) { bench in
            for _ in 0..<40 { bench.telegram.script("sendMediaGroup", FakeTelegram.refusal(502, "Bad Gateway")) }
            try await bench.store.outbox.enqueue([
                OutboxDraft(
                    dedupeKey: "plots",
                    content: .delayPlots(
                        market: .equities,
                        date: CivilDate(dayNumber: 19_919),
                        endpoints: [.tradestats, .obstats]
                    ),
                    priority: .report
                )
            ])
            for _ in 0..<60 {
                try await bench.settle()
                bench.clock.advance(by: .minutes(2))
            }
            #expect(bench.telegram.calls("sendMediaGroup").count == 41)
            #expect(try await bench.store.outbox.depth().dead == 0)
        }
    }

    @Test("after an outage alerts come before reports, and reports in the order in which they were queued")
    func order() async throws {
        try await withBench { bench in
            bench.telegram.script("sendMessage", FakeTelegram.refusal(502, "Bad Gateway"))
            _ = try await bench.raise(AlertKey(.staleness, Feed(.equities, .obstats)))
            try await bench.settle()
            #expect(bench.telegram.calls("sendMessage").count == 1)
            for number in 1...3 {
                let draft = OutboxDraft(
                    dedupeKey: "report:\(number)",
                    content: .text(RenderedMessage(html: "report \(number)")),
                    priority: .report
                )
                try await bench.store.outbox.enqueue([draft])
                try await bench.settle()
            }
            #expect(bench.telegram.calls("sendMessage").count == 1)
            try await wait(bench)
            let sent = bench.telegram.calls("sendMessage").dropFirst().compactMap { $0.arguments["text"] }
            #expect(sent.count == 4 && sent[0].contains("obstats"), "\(sent)")
            #expect(sent.dropFirst() == ["report 1", "report 2", "report 3"], "\(sent)")
        }
    }

}
