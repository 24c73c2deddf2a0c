import Market
import Store
import TestKit
import Testing

@testable import Bot

@Suite("A bot that cannot poll", .timeLimit(.minutes(1)))
struct DeafBotTests {
    private static let conflict = "Conflict: terminated by other getUpdates request"
    private static let webhook = "Conflict: can't use getUpdates method while webhook is active"

    /// Lets time pass in steps of 5 s while polls get this answer.
    private func pass(_ seconds: Int, _ bench: BotBench, _ code: Int? = nil, _ words: String = "") async throws {
        for _ in 0..<(seconds / 5) {
            bench.clock.advance(by: .seconds(5))
            if let code { bench.telegram.refuse("getUpdates", code, words) }
            try await bench.settle()
        }
    }

    @Test("gives no heartbeat of polls, but one of its process, and the cause")
    func heartbeats() async throws {
        try await withBench { bench in
            try await bench.settle()
            let start = bench.clock.now
            try await pass(60, bench, 409, Self.conflict)
            let beats = try await bench.store.processes.heartbeats()
            #expect(beats.first { $0.process == .bot }?.at == start)
            #expect(beats.first { $0.process == .botProcess }?.at ?? start >= start + .seconds(50))
            #expect(try await bench.store.processes.pollTrouble()?.cause == .conflict)
            try await pass(5, bench)
            #expect(try await bench.store.processes.pollTrouble() == nil)
            #expect(try await bench.store.processes.heartbeats().first { $0.process == .bot }?.at == bench.clock.now)
        }
    }

    @Test(
        "is told to the chat once with its cause, and once when it is over",
        arguments: [
            (409, conflict, "Этот токен опрашивает ещё кто-то"), (502, "Bad Gateway", "Telegram не отвечает на опрос"),
            (429, "Too Many Requests: retry after 5", "Telegram просит подождать"),
        ]
    )
    func told(code: Int, words: String, cause: String) async throws {
        try await withBench { bench in
            try await bench.settle()
            try await pass(85, bench, code, words)
            #expect(bench.telegram.texts.isEmpty)
            try await pass(400, bench, code, words)
            #expect(bench.telegram.texts.count == 1)
            let text = try #require(bench.telegram.texts.first)
            #expect(text.hasPrefix("🟠 Бот не слышит с 10:00") && text.contains(cause), "\(text)")
            try await pass(20, bench)
            #expect(bench.telegram.texts.count == 2)
            #expect(bench.telegram.texts.last?.hasPrefix("🟢 Бот снова на связи") == true)
            try await pass(60, bench)
            #expect(bench.telegram.texts.count == 2)
        }
    }

    @Test("of which nothing could be told until it was over is told once, as over")
    func untold() async throws {
        try await withBench { bench in
            try await bench.settle()
            var refusals = 0
            for _ in 0..<80 {
                if bench.telegram.calls("sendMessage").count == refusals {
                    bench.telegram.refuse("sendMessage", 502, "Bad Gateway")
                    refusals += 1
                }
                try await pass(5, bench, 502, "Bad Gateway")
            }
            #expect(try await bench.store.outbox.messages(.sent, limit: 10).isEmpty)
            try await pass(600, bench)
            let sent = try await bench.store.outbox.messages(.sent, limit: 10).map(\.draft.content)
            #expect(sent.count == 1)
            guard case .notice(.botBack) = sent.first else {
                Issue.record("\(sent)")
                return
            }
            #expect(try await bench.store.outbox.messages(.dropped, limit: 10).count == 1)
        }
    }

    @Test("is not told by a process that was stopped itself: the first poll after that may succeed")
    func stopped() async throws {
        try await withBench { bench in
            try await pass(120, bench)
            bench.clock.advance(by: .hours(3))
            bench.telegram.refuse("getUpdates", 502, "Bad Gateway")
            try await bench.settle()
            try await pass(120, bench, 502, "Bad Gateway")
            #expect(bench.telegram.texts.isEmpty)
            try await pass(20, bench, 502, "Bad Gateway")
            #expect(bench.telegram.texts.count == 1)
        }
    }

    @Test("removes a webhook of another program, and says whose it is")
    func webhook() async throws {
        try await withBench { bench in
            try await bench.settle()
            let before = bench.telegram.calls("deleteWebhook").count
            try await pass(5, bench, 409, Self.webhook)
            #expect(bench.telegram.calls("deleteWebhook").count == before + 1)
            #expect(try await bench.store.processes.pollTrouble() == PollTrouble(.webhook, "hooks.example.org"))
            bench.telegram.push(bench.command("/info", id: 5))
            try await pass(5, bench)
            #expect(bench.telegram.texts.count == 1)
            #expect(try await bench.store.processes.pollTrouble() == nil)
        }
    }

    @Test("does not fight for ever with a webhook that comes back: the admins hear of it once an hour")
    func fight() async throws {
        try await withBench { bench in
            try await bench.store.settings.set("telegram.private.7", "ru")
            try await bench.settle()
            let before = bench.telegram.calls("deleteWebhook").count
            try await pass(50 * 60, bench, 409, Self.webhook)
            #expect(bench.telegram.calls("deleteWebhook").count == before + WebhookFight.limit)
            let told = bench.telegram.calls("sendMessage").filter { $0.arguments["chat_id"] == "7" }
            #expect(told.count == 1)
            #expect(told.first?.arguments["text"]?.contains("hooks.example.org\n") == true)
            #expect(!bench.telegram.texts.contains { $0.contains("s3cret") || $0.contains("u:p") })
            try await pass(15 * 60, bench, 409, Self.webhook)
            #expect(bench.telegram.calls("deleteWebhook").count > before + WebhookFight.limit)
        }
    }

    @Test(
        "names only the host of a webhook",
        arguments: [
            ("https://hooks.example.org/x", "hooks.example.org"),
            ("https://u:p@h.example:8443/s?t=1", "h.example:8443"),
            ("https://h.example?token=1", "h.example"), ("https://h.example#x", "h.example"),
            ("h.example/x", "h.example"),
            ("", ""), ("https://[::1]:88/x", "[::1]:88"), ("https://a@b@c/d", "c"), ("https://evil\\@h/x", "evil"),
        ]
    )
    func hosts(url: String, host: String) { #expect(WebhookInfo(url: url).host == host) }
}
