import Market
import Sandbox
import Store
import TestKit
import Testing

@testable import Bot

@Suite("/settings", .timeLimit(.minutes(1)))
struct SettingsTests {
    @Test("every button is read back, and fits into its 64 bytes")
    func routes() {
        for route in SettingsRoute.all {
            let payload = CallbackPayload(route.payload)
            #expect(payload.flatMap { SettingsRoute($0.arguments) } == route)
        }
        #expect(SettingsRoute(["h", "3-4"]) == nil && SettingsRoute(["root", "x"]) == nil && SettingsRoute([]) == nil)
    }

    @Test("quiet hours, mode and delay are chosen with buttons, kept, and in the audit trail")
    func buttons() async throws {
        try await withChatBench { bench in
            try await bench.say("/settings")
            #expect(bench.texts().last?.contains("🌙 Тихих часов нет") == true)
            for button in ["🌙 Тихие часы", "23:00–07:00", "📥 Одной сводкой", "⬅ Назад", "📣 Эскалация", "15 мин"] {
                try await bench.pass(.seconds(3))
                try await bench.press(button)
            }
            try await bench.pass(.seconds(3))
            #expect(bench.texts().last?.contains("Не взято 15\u{A0}мин: эскалация в группу") == true)
            #expect(try await bench.store.settings.value("chat.\(ChatBench.group).quiet") == "23:00-07:00 hold")
            #expect(try await bench.store.settings.value(SettingName.escalateAfter) == "15")
            let audit = try await bench.store.audit.latest(limit: 9).map {
                "\($0.actor) \($0.action) \($0.object) \($0.after)"
            }
            #expect(
                audit == [
                    "1001 Анна settings.set escalate_after -1001234500001 15 min",
                    "1001 Анна settings.set quiet -1001234500001 23:00-07:00 hold",
                    "1001 Анна settings.set quiet -1001234500001 23:00-07:00 silent",
                ]
            )
        }
    }

    @Test(
        "is set by words as well",
        arguments: [
            ("/settings quiet 22:30 6:45 hold", "🌙 Тихие часы 22:30–06:45, сводкой"),
            ("/settings quiet 22:30 6:45", "🌙 Тихие часы 22:30–06:45, без звука"),
            ("/settings quiet 22:30–6:45 hold", "🌙 Тихие часы 22:30–06:45, сводкой"),
            ("/settings quiet с 22 до 7", "🌙 Тихие часы 22:00–07:00, без звука"),
            ("/settings quiet выкл", "🌙 Тихих часов нет"),
            ("/settings escalation 45 мин", "Не взято 45 мин: эскалация в группу"),
            ("/settings escalation 1ч 30м", "Не взято 1 ч 30 мин: эскалация в группу"),
            ("/settings quiet off", "🌙 Тихих часов нет"), ("/settings escalation -100123 45", "45 мин: в чат -100123"),
            ("/settings escalation off", "в группу"), ("/settings quiet 25:00 1:00", "Пример: /settings quiet"),
            ("/settings quiet", "Пример: /settings quiet"), ("/settings nonsense", "Пример: /settings quiet"),
            ("/settings escalation", "Пример: /settings quiet"),
        ]
    )
    func words(_ command: String, _ answer: String) async throws {
        try await withChatBench { bench in
            try await bench.say(command)
            let text = try #require(bench.texts().last).replacing("\u{A0}", with: " ")
            #expect(text.contains(answer), "\(text)")
        }
    }

    @Test("is for admins: others can neither ask nor press")
    func others() async throws {
        try await withChatBench { bench in
            try await bench.store.people.setRole(Person(id: 1002, name: "Борис", role: .operator))
            try await bench.say("/settings quiet 22:00 7:00", user: "boris")
            #expect(try await bench.store.settings.value("chat.\(ChatBench.group).quiet") == nil)
            try await bench.say("/settings")
            try await bench.pass(.seconds(3))
            try await bench.press("🌙 Тихие часы")
            try await bench.pass(.seconds(3))
            try await bench.press("23:00–07:00", user: "boris")
            #expect(try await bench.store.settings.value("chat.\(ChatBench.group).quiet") == nil)
        }
    }

    @Test("an escalation goes to the chat chosen from there, which then follows the alert to its end")
    func secondChat() async throws {
        try await withChatBench { bench in
            try await bench.say("/settings", chat: "private")
            try await bench.press("📣 Эскалация", chat: "private")
            try await bench.pass(.seconds(3))
            try await bench.press("Сюда", chat: "private")
            try await bench.pass(.seconds(3))
            #expect(try await bench.store.settings.value(SettingName.escalationChat) == "1001")
            let before = bench.texts("private:anna").count
            var alert = try await bench.store.alerts.firing(at: bench.clock.now)
            alert.toldAt = bench.clock.now
            alert.escalatedAt = bench.clock.now
            func keep(_ reason: IncidentReplyReason) async throws {
                alert.revision += 1
                let living = MessageContent.incident(alert: alert.id)
                let reply = MessageContent.incidentReply(alert: alert.id, reason: reason)
                var batch = StoreBatch()
                batch.alerts.records = [alert]
                for target in reason == .escalation ? [ChatTarget.escalation] : [.group, .escalation] {
                    let name = "\(reason):\(target.chatKey)"
                    batch.outbox.drafts += [
                        OutboxDraft(dedupeKey: "l\(name)", target: target, content: living, priority: .edit),
                        OutboxDraft(dedupeKey: "r\(name)", target: target, content: reply, priority: .critical),
                    ]
                }
                try await bench.store.commit(batch)
                try await bench.pass(.seconds(10))
            }
            try await keep(.escalation)
            var shown = bench.texts("private:anna").dropFirst(before)
            #expect(shown.count == 1 && shown.first?.contains("📣 Эскалация: без ответа") == true)
            #expect(bench.sandbox.messages("private:anna")?.last?.keyboard?.buttons.first?.text == "👀 Взять")
            alert.state = .resolved
            alert.closing = .recovered
            alert.closedAt = bench.clock.now
            try await keep(.recovered)
            shown = bench.texts("private:anna").dropFirst(before)
            #expect(shown.count == 2 && shown.allSatisfy { $0.hasPrefix("🟢 FO · obstats: был сбой") })
        }
    }
}
