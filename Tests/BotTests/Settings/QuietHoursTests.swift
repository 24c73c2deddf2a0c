import Market
import Sandbox
import Store
import TestKit
import Testing

@testable import Bot

@Suite("Quiet hours", .timeLimit(.minutes(1)))
struct QuietHoursTests {
    private static func at(_ text: String) -> Timestamp { MoscowTime.instant(text) ?? Timestamp(seconds: 0) }

    @Test(
        "are read and written",
        arguments: [
            ("23:00-07:00", "23:00-07:00 silent"), ("23:00–07:00 HOLD", "23:00-07:00 hold"), ("23:00-23:00", nil),
            ("23:00", nil), ("25:00-07:00", nil), ("23:00-07:00 loud", nil), ("", nil), ("off", nil),
        ] as [(String, String?)]
    )
    func text(_ text: String, _ written: String?) {
        #expect(QuietHours(text)?.description == written)
    }

    @Test(
        "end at the right instant",
        arguments: [
            ("23:00-07:00", "2024-07-15 22:59:59", nil), ("23:00-07:00", "2024-07-15 23:00:00", "2024-07-16 07:00:00"),
            ("23:00-07:00", "2024-07-16 06:59:59", "2024-07-16 07:00:00"), ("23:00-07:00", "2024-07-16 07:00:00", nil),
            ("13:00-14:00", "2024-07-16 13:30:00", "2024-07-16 14:00:00"), ("13:00-14:00", "2024-07-16 14:00:00", nil),
            ("23:00-07:00", "2024-12-31 23:30:00", "2025-01-01 07:00:00"),
        ] as [(String, String, String?)]
    )
    func end(_ hours: String, _ now: String, _ end: String?) throws {
        let hours = try #require(QuietHours(hours))
        #expect(hours.end(at: Self.at(now)) == end.map(Self.at))
    }

    struct Case: CustomTestStringConvertible {
        let testDescription: String
        let mode: QuietHours.Mode
        let lane: OutboxPriority
        var isCritical = false
        var isNew = true
        let rule: QuietRule
    }

    private static let morning = at("2024-07-16 07:00:00")
    static let cases = [
        Case(testDescription: "a warning makes no sound", mode: .silent, lane: .warning, rule: .silent),
        Case(testDescription: "a warning waits", mode: .hold, lane: .warning, rule: .hold(until: morning)),
        Case(
            testDescription: "an alert that became critical sounds",
            mode: .hold,
            lane: .warning,
            isCritical: true,
            rule: .loud
        ),
        Case(testDescription: "the critical lane sounds", mode: .hold, lane: .critical, rule: .loud),
        Case(testDescription: "an answer sounds", mode: .hold, lane: .reply, rule: .loud),
        Case(testDescription: "an edit is made", mode: .hold, lane: .edit, isNew: false, rule: .loud),
        Case(
            testDescription: "a message that an edit replaces waits",
            mode: .hold,
            lane: .edit,
            rule: .hold(until: morning)
        ),
        Case(testDescription: "a report comes without a sound", mode: .hold, lane: .report, rule: .silent),
    ]

    @Test("decide by lane and severity", arguments: cases)
    func decision(_ test: Case) throws {
        var hours = try #require(QuietHours("23:00-07:00"))
        hours.mode = test.mode
        func judge(_ now: String) -> QuietRule {
            QuietRule.judge(hours, lane: test.lane, isCritical: test.isCritical, isNew: test.isNew, at: Self.at(now))
        }
        #expect(judge("2024-07-16 03:00:00") == test.rule)
        #expect(judge("2024-07-16 12:00:00") == .loud)
    }

    private func notice(_ name: String) -> OutboxDraft {
        OutboxDraft(dedupeKey: name, content: .notice(.jobFailed(job: name, detail: "")), priority: .warning)
    }

    private func alert(
        _ severity: AlertSeverity,
        _ endpoint: Endpoint,
        _ bench: ChatBench
    ) async throws -> AlertRecord {
        var alert = try await bench.store.alerts.firing(
            AlertKey(.staleness, Feed(.futures, endpoint)),
            severity,
            at: bench.clock.now
        )
        alert.firedAt = bench.clock.now
        alert.toldAt = bench.clock.now
        try await keep(&alert, bench)
        return alert
    }

    private func keep(_ alert: inout AlertRecord, reply: IncidentReplyReason? = nil, _ bench: ChatBench) async throws {
        alert.revision += 1
        let lane: OutboxPriority = alert.severity == .critical ? .critical : .warning
        var batch = StoreBatch()
        batch.alerts.records = [alert]
        batch.outbox.drafts = [
            OutboxDraft(
                dedupeKey: "incident:\(alert.id):\(alert.revision)",
                content: .incident(alert: alert.id),
                priority: alert.revision == 1 ? lane : .edit,
                coalesceKey: "incident:\(alert.id)"
            )
        ]
        if let reply {
            batch.outbox.drafts.append(
                OutboxDraft(
                    dedupeKey: "\(reply):\(alert.id)",
                    content: .incidentReply(alert: alert.id, reason: reply),
                    priority: lane
                )
            )
        }
        try await bench.store.commit(batch)
    }

    @Test("warnings make no sound at night, critical alerts do")
    func silent() async throws {
        try await withChatBench(at: "2024-07-15 23:30:00", tune: { $0.quietHours = QuietHours("23:00-07:00") }) {
            bench in
            try await bench.enqueue(notice("EQ1"))
            _ = try await alert(.critical, .obstats, bench)
            _ = try await alert(.warning, .futoi, bench)
            try await bench.settle()
            let sounds = (bench.sandbox.messages() ?? []).compactMap { message in
                message.formatted.map { ($0.text.prefix(14), message.isSilent) }
            }
            #expect(sounds.map(\.1) == [false, true, true], "\(sounds)")
        }
    }

    @Test("held warnings come as one digest in the morning, and what still burns with its buttons")
    func held() async throws {
        try await withChatBench(at: "2024-07-15 23:30:00", tune: { $0.quietHours = QuietHours("23:00-07:00 hold") }) {
            bench in
            try await bench.enqueue(notice("EQ1"), notice("FX1"))
            var over = try await alert(.warning, .futoi, bench)
            _ = try await alert(.warning, .tradestats, bench)
            try await bench.settle()
            over.state = .resolved
            over.closing = .recovered
            over.closedAt = bench.clock.now + .minutes(20)
            try await keep(&over, reply: .recovered, bench)
            try await bench.pass(.hours(7), by: .minutes(30))
            #expect(bench.texts().isEmpty)
            try await bench.pass(.hours(1), by: .minutes(30))
            let texts = bench.texts().map { $0.replacing("\u{A0}", with: " ") }
            #expect(
                texts.last == """
                    🌙 За тихие часы
                    🟠 Задача EQ1: сбой
                    🟠 Задача FX1: сбой
                    🟢 FO · futoi: был сбой 20 мин
                    """
            )
            #expect(texts.count == 2 && texts[0].hasPrefix("🟠 FO · tradestats: отстаёт"))
            #expect(try await bench.store.outbox.depth().queued == 0)
        }
    }

    @Test("are the chat's own where it has set them")
    func ownHours() async throws {
        try await withChatBench(at: "2024-07-15 23:30:00", tune: { $0.quietHours = QuietHours("23:00-07:00 hold") }) {
            bench in
            try await bench.say("/settings quiet off")
            try await bench.enqueue(notice("EQ1"))
            try await bench.settle()
            #expect(bench.texts().contains { $0.hasPrefix("🟠 Задача EQ1") })
        }
    }
}
