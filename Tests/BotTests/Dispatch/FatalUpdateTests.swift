import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

@testable import Bot

/// What kills the bot is begun twice and then left: the attempts of the processes that died stand in the store.
@Suite("Updates and messages that kill the bot", .timeLimit(.minutes(5)))
struct FatalUpdateTests {
    @Test("an update is skipped after the second crash, and said to whoever may know")
    func update() async throws {
        for (person, isTold) in [(BotBench.viewer, true), (BotBench.stranger, false)] {
            try await withBench { bench in
                for _ in 1...2 { _ = try await bench.store.beginWork(.update, "5") }
                bench.telegram.push(
                    bench.command("/info", id: 5, from: person),
                    bench.command("/info", id: 6, from: BotBench.viewer)
                )
                try await bench.settle()
                #expect(bench.telegram.texts.contains { $0.contains("дважды") } == isTold)
                // The one behind it is answered.
                #expect(bench.telegram.texts.count == (isTold ? 2 : 1))
                #expect(
                    try await bench.store.audit(limit: 5).contains {
                        $0.action == "work.give_up" && $0.object == "update 5"
                    }
                )
                #expect(try await bench.store.telegramOffset() == 7)
                #expect(try await bench.store.beginWork(.update, "5") == 1)
            }
        }
    }

    @Test("one crash is forgiven")
    func once() async throws {
        try await withBench { bench in
            _ = try await bench.store.beginWork(.update, "5")
            bench.telegram.push(bench.command("/info", id: 5, from: BotBench.viewer))
            try await bench.settle()
            #expect(bench.telegram.texts.count == 1 && !bench.telegram.texts[0].contains("дважды"))
        }
    }

    @Test("a message is drawn alone after a crash, and given up after the second")
    func message() async throws {
        try await withBench { bench in
            try await bench.store.enqueue(
                ["a", "b", "c"].map { key in
                    OutboxDraft(dedupeKey: key, content: .text(RenderedMessage(html: key)), priority: .reply)
                }
            )
            let file = try Connection(path: bench.store.path)
            try file.execute("UPDATE outbox SET state = 'sending', crashes = 2 WHERE dedupe_key = 'a'")
            try file.execute("UPDATE outbox SET state = 'sending' WHERE dedupe_key = 'b'")
            file.close()
            try await bench.settle()
            bench.clock.advance(by: .seconds(10))
            try await bench.settle()
            #expect(bench.telegram.texts.map { String($0.suffix(1)) } == ["b", "c"])
            let dead = try await bench.store.outboxMessages(.dead, limit: 5)
            #expect(dead.map(\.draft.dedupeKey) == ["a"] && dead[0].lastError?.contains("ended twice") == true)
            let sent = try await bench.store.outboxMessages(.sent, limit: 5)
            #expect(sent.allSatisfy { !$0.isSuspect })
        }
    }

    @Test("what a chat waits for is left after the second crash")
    func followUp() async throws {
        try await withBench { bench in
            let id = try await bench.store.postCommand(.recheck(alert: 1), author: "A", channel: "telegram")
            try await bench.store.finishCommand(id, .refused, result: "no")
            func wait(_ key: String) -> FollowUp {
                FollowUp(
                    subject: .command(id: id, audit: nil, saysSuccess: true),
                    chat: BotBench.group,
                    message: 1,
                    language: .english,
                    deadline: .max,
                    key: key
                )
            }
            let text = String(decoding: try JSONEncoder().encode([wait("fatal"), wait("fine")]), as: UTF8.self)
            try await bench.store.setSetting("bot.follow_ups", text)
            _ = try await bench.store.beginWork(.followUp, "fatal")
            try await bench.settle()
            #expect(bench.telegram.texts.count == 1)
            #expect(try await bench.store.setting("bot.follow_ups") == "[]")
            #expect(try await bench.store.beginWork(.followUp, "fatal") == 1)
        }
    }
}
