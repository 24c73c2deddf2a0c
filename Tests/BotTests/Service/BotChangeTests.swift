import Bot
import Market
import Operations
import Platform
import Sandbox
import Store
import TestKit
import Testing

/// One store, two bots one after another (`TELEGRAM_BOT_TOKEN` replaced).
@Suite("Another bot on the same store", .timeLimit(.minutes(1)))
struct BotChangeTests {
    private static let first: Int64 = 7_000_000_001
    private static let second: Int64 = 7_000_000_002

    private func service(_ bench: ChatBench, _ token: String, _ http: HTTPClient) -> BotService {
        let client = TelegramClient(
            options: TelegramOptions(baseURL: bench.door.address, token: Secret(token), timeout: .seconds(30)),
            http: http
        )
        return .onTestClock(bench.clock, bench.store, client, plots: SquarePlots(), options: bench.options)
    }

    private func settle(_ service: BotService, _ bench: ChatBench) async throws {
        for _ in 0..<6 {
            _ = try await service.step()
            bench.clock.advance(by: .seconds(1))
        }
    }

    private func withTwoBots(_ body: (ChatBench, BotService) async throws -> Void) async throws {
        let http = HTTPClient()
        try await withChatBench(
            world: { $0.tokens = [Secret("7000000001:sandbox"), Secret("7000000002:other")] },
            { bench in try await body(bench, service(bench, "7000000002:other", http)) }
        )
        await http.shutdown()
    }

    private func alert(_ bench: ChatBench) async throws -> Int64 {
        var alert = try await bench.store.alerts.firing(at: bench.clock.now)
        alert.firedAt = bench.clock.now
        alert.toldAt = bench.clock.now
        alert.revision = 1
        var batch = StoreBatch()
        batch.alerts.records = [alert]
        batch.outbox.drafts = [
            OutboxDraft(dedupeKey: "i:\(alert.id)", content: .incident(alert: alert.id), priority: .critical)
        ]
        try await bench.store.commit(batch)
        return alert.id
    }

    @Test("answers every command, though message and update numbers are those the old one has seen")
    func numbers() async throws {
        try await withTwoBots { bench, other in
            try await settle(bench.service, bench)
            for number in 1...3 {
                var batch = StoreBatch()
                batch.updates.handled = [HandledUpdate(id: Int64(number), offset: Int64(number) + 1)]
                batch.outbox.drafts = [
                    OutboxDraft(
                        dedupeKey: "cmd:1001:\(number):0",
                        target: .chat(id: 1001, thread: nil),
                        content: .text(RenderedMessage(html: "old")),
                        priority: .reply
                    ),
                    OutboxDraft(
                        dedupeKey: "refused:cmd:1001:\(number):7",
                        content: .text(RenderedMessage(html: "old")),
                        priority: .reply
                    ),
                ]
                try await bench.store.commit(batch)
            }
            try await settle(other, bench)
            #expect(try await bench.store.updates.offset() == nil)
            #expect(try await !bench.store.updates.hasSeen(2))
            let again = OutboxDraft(
                dedupeKey: "cmd:1001:1:0",
                content: .text(RenderedMessage(html: "new")),
                priority: .reply
            )
            #expect(try await bench.store.outbox.enqueue([again]).count == 1)
        }
    }

    @Test("posts open alerts anew instead of editing the old bot's messages, and says so once, silently")
    func living() async throws {
        try await withTwoBots { bench, other in
            let alert = try await alert(bench)
            try await settle(bench.service, bench)
            let old = try await bench.store.outbox.livingMessage(of: .alert(alert), chat: ChatBench.group)
            #expect(old != nil)
            try await settle(other, bench)
            try await settle(other, bench)
            let new = try await bench.store.outbox.livingMessage(of: .alert(alert), chat: ChatBench.group)
            #expect(new != nil && new != old)
            #expect(!bench.door.calls.contains("editMessageText"))
            let said = (bench.sandbox.messages("group") ?? []).filter { $0.from == Int(Self.second) }
            #expect(said.count == 2)
            let notice = try #require(said.first { $0.formatted?.text.contains("другой бот") == true })
            #expect(notice.isSilent)
        }
    }

    @Test("drops queued answers to private chats and edits, keeps what is for the group")
    func queued() async throws {
        try await withTwoBots { bench, other in
            try await settle(bench.service, bench)
            try await bench.enqueue(
                OutboxDraft(
                    dedupeKey: "1",
                    target: .chat(id: 1001, thread: nil),
                    content: .text(RenderedMessage(html: "private")),
                    priority: .reply
                ),
                OutboxDraft(dedupeKey: "2", content: .edit(messageID: 5, RenderedMessage(html: "e")), priority: .edit),
                OutboxDraft(dedupeKey: "3", content: .text(RenderedMessage(html: "TEAM")), priority: .report)
            )
            try await settle(other, bench)
            #expect(try await bench.store.outbox.depth().dead == 0)
            #expect(try await bench.store.outbox.messages(.dropped, limit: 9).count == 2)
            let said = (bench.sandbox.messages("group") ?? []).filter { $0.from == Int(Self.second) }
            #expect(said.contains { $0.formatted?.text == "TEAM" })
        }
    }

    @Test("private chats have to be opened again; the old bot that comes back finds its own")
    func privateChats() async throws {
        try await withTwoBots { bench, other in
            try await settle(bench.service, bench)
            var batch = StoreBatch()
            batch.settings.values["telegram.private.1001"] = "ru"
            batch.updates.handled = [HandledUpdate(id: 7, offset: 8)]
            try await bench.store.commit(batch)
            try await settle(other, bench)
            #expect(try await bench.store.settings.value("telegram.private.1001") == nil)
            #expect(try await bench.store.settings.all(prefix: "telegram.closed.").isEmpty)
            let http = HTTPClient()
            _ = try await service(bench, "7000000001:sandbox", http).step()
            #expect(try await bench.store.settings.value("telegram.private.1001") != nil)
            #expect(try await bench.store.updates.offset() == 8)
            await http.shutdown()
        }
    }
}
