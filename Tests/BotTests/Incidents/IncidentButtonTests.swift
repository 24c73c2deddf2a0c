import Bot
import Market
import Sandbox
import Store
import TestKit
import Testing

/// The buttons under an incident, pressed in the sandbox's chat; what the scheduler does with the commands is its own test.
@Suite("Incident buttons", .timeLimit(.minutes(1)))
struct IncidentButtonTests {
    private static func alert(_ bench: ChatBench) async throws -> AlertRecord {
        var alert = try await bench.store.alerts.firing(at: bench.clock.now)
        alert.toldAt = bench.clock.now
        try await keep(&alert, bench)
        return alert
    }

    private static func keep(_ alert: inout AlertRecord, _ bench: ChatBench) async throws {
        alert.revision += 1
        var batch = StoreBatch()
        batch.alerts.records = [alert]
        batch.outbox.drafts = [
            OutboxDraft(
                dedupeKey: "incident:\(alert.id):\(alert.revision)",
                content: .incident(alert: alert.id),
                priority: .critical
            )
        ]
        try await bench.store.commit(batch)
        try await bench.pass(.seconds(3))
    }

    static let commands: [(button: String, command: SchedulerCommand)] = [
        ("👀 Взять", .alert(.acknowledge(alert: 1))), ("▶️ Проверить", .alert(.recheck(alert: 1))),
        ("🔕 30 мин", .alert(.silenceAlert(alert: 1, until: .minutes(30)))),
        ("🔕 2 ч", .alert(.silenceAlert(alert: 1, until: .minutes(120)))),
        ("🔕 До конца сессии", .alert(.silenceAlert(alert: 1, until: .sessionEnd))),
        ("🔕 До открытия", .alert(.silenceAlert(alert: 1, until: .tomorrowOpen))),
    ]

    @Test(
        "each asks the scheduler for one thing, signed, audited and without a message of its own",
        arguments: commands
    )
    func command(_ button: String, _ command: SchedulerCommand) async throws {
        try await withChatBench { bench in
            _ = try await Self.alert(bench)
            try await bench.press(button)
            let posted = try await bench.store.commands.claim()
            #expect(posted.map(\.command) == [command] && posted.map(\.author) == ["Анна (1001)"])
            #expect(try await bench.store.audit.latest(limit: 9).map(\.object) == ["#A1 staleness/FO/obstats"])
            let id = try #require(posted.first?.id)
            try await bench.store.commands.finish(id, .done, result: "done")
            try await bench.pass(.seconds(5))
            #expect(bench.texts().count == 1, "\(bench.texts())")
            #expect(try await bench.store.audit.latest(limit: 9).first?.result == .doneNoting("done"))
        }
    }

    @Test("a group's buttons act for all of it: one command, the plots of each market, the details of each member")
    func group() async throws {
        try await withChatBench { bench in
            let feeds = [Feed(.equities, .tradestats), Feed(.equities, .obstats), Feed(.futures, .obstats)]
            for feed in feeds {
                var alert = try await bench.store.alerts.firing(AlertKey(.staleness, feed), at: bench.clock.now)
                alert.toldAt = bench.clock.now
                alert.groupID = 1
                try await Self.keep(&alert, bench)
            }
            try await bench.press("👀 Взять все")
            #expect(try await bench.store.commands.claim().map(\.command) == [.alert(.acknowledge(alert: 1))])
            try await bench.press("ℹ️ Подробно")
            try await bench.pass(.seconds(3))
            let details = try #require(bench.texts().last { $0.hasPrefix("Подробно") })
            #expect((1...3).allSatisfy { details.contains("#A\($0)") })
            try await bench.press("📈 График")
            try await bench.pass(.seconds(10))
            #expect((bench.sandbox.messages() ?? []).count { $0.file != nil } == 3)
        }
    }

    @Test("the plot and the details come as replies, for viewers too, who may do nothing else")
    func viewer() async throws {
        try await withChatBench { bench in
            try await bench.store.people.setRole(Person(id: 1002, name: "Борис", role: .viewer))
            _ = try await Self.alert(bench)
            for button in ["📈 График", "ℹ️ Подробно", "👀 Взять"] {
                try await bench.press(button, user: "boris")
                try await bench.pass(.seconds(5))
            }
            let messages = (bench.sandbox.messages() ?? []).filter { $0.from == 7_000_000_001 }
            #expect(messages.count == 3 && messages.dropFirst().allSatisfy { $0.replyTo == messages[0].id })
            #expect(messages.contains { $0.file != nil } && bench.texts().contains { $0.hasPrefix("Подробно о #A1") })
            #expect(try await bench.store.commands.claim().isEmpty)
        }
    }

    @Test("a message that somebody deleted, or a cleared history, is posted again without a sound, and lives on")
    func deleted() async throws {
        try await withChatBench { bench in
            var alert = try await Self.alert(bench)
            for value in [1_260.0, 1_560] {
                _ = bench.sandbox.setFault(ScheduledFault(Fault(.deleteMessage, .chat("group")), from: bench.clock.now))
                bench.sandbox.tick()
                #expect(bench.texts().isEmpty)
                alert.value = value
                try await Self.keep(&alert, bench)
                let message = try #require(bench.sandbox.messages()?.last)
                #expect(message.isSilent && message.formatted?.text.contains("\(Int(value / 60))\u{A0}мин") == true)
            }
            try await bench.press("👀 Взять")
            #expect(try await bench.store.commands.claim().count == 1)
        }
    }

    @Test("an ending is heard")
    func resolution() async throws {
        try await withChatBench { bench in
            var alert = try await Self.alert(bench)
            alert.state = .resolved
            alert.closing = .recovered
            alert.closedAt = bench.clock.now + .minutes(17)
            alert.peak = 1_260
            try await bench.enqueue(
                OutboxDraft(
                    dedupeKey: "closing:1",
                    content: .incidentReply(alert: 1, reason: .recovered),
                    priority: .critical
                )
            )
            try await Self.keep(&alert, bench)
            try await bench.pass(.seconds(5))
            let messages = (bench.sandbox.messages() ?? []).filter { $0.formatted != nil }
            #expect(messages.count == 2 && messages[1].replyTo == messages[0].id && !messages[1].isSilent)
            let text = messages[1].formatted?.text.replacing("\u{A0}", with: " ")
            #expect(text == "🟢 FO · obstats: был сбой 17 мин\nС 12:00 до 12:17 · отстал на 21 мин\n#A1")
            #expect(messages[0].keyboard?.buttons.map(\.text) == ["📈 График"])
        }
    }
}
