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
                for _ in 1...2 { _ = try await bench.store.updates.begin(5) }
                bench.telegram.push(
                    bench.command("/info", id: 5, from: person),
                    bench.command("/info", id: 6, from: BotBench.viewer)
                )
                try await bench.settle()
                #expect(bench.telegram.texts.contains { $0.contains("дважды") } == isTold)
                // The one behind it is answered.
                #expect(bench.telegram.texts.count == (isTold ? 2 : 1))
                #expect(
                    try await bench.store.audit.latest(limit: 5).contains {
                        $0.action == "work.give_up" && $0.object == "update 5"
                    }
                )
                #expect(try await bench.store.updates.offset() == 7)
                #expect(try await bench.store.updates.begin(5) == nil)
            }
        }
    }

    @Test("one crash is forgiven")
    func once() async throws {
        try await withBench { bench in
            _ = try await bench.store.updates.begin(5)
            bench.telegram.push(bench.command("/info", id: 5, from: BotBench.viewer))
            try await bench.settle()
            #expect(bench.telegram.texts.count == 1 && !bench.telegram.texts[0].contains("дважды"))
        }
    }

    @Test("a message is drawn alone after a crash, and given up after the second")
    func message() async throws {
        try await withBench { bench in
            try await bench.store.outbox.enqueue(
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
            let dead = try await bench.store.outbox.messages(.dead, limit: 5)
            #expect(dead.map(\.draft.dedupeKey) == ["a"] && dead[0].lastError?.contains("ended twice") == true)
            let sent = try await bench.store.outbox.messages(.sent, limit: 5)
            #expect(sent.allSatisfy { !$0.isSuspect })
        }
    }

    @Test("what a chat waits for is left after the second crash")
    func followUp() async throws {
        try await withBench { bench in
            var batch = StoreBatch()
            batch.commands.new = [CommandDraft(.alert(.recheck(alert: 1)), author: "A", channel: .telegram)]
            batch.followUps.new = ["fatal", "fine"].map { key in
                FollowUpDraft(
                    subject: .command(place: 0, audit: nil),
                    place: FollowUpPlace(chat: BotBench.group, message: 1, hasScreen: false),
                    key: key,
                    deadline: bench.clock.now + .hours(1),
                    content: FollowUpContent(thread: nil, language: "en", saysSuccess: true)
                )
            }
            let receipt = try await bench.store.commit(batch)
            try await bench.store.commands.finish(receipt.commands[0], .refused, result: "no")
            _ = try await bench.store.processes.beginWork(.followUp, "fatal")
            try await bench.settle()
            #expect(bench.telegram.texts.count == 1)
            #expect(try await bench.store.followUps.all().isEmpty)
            #expect(try await bench.store.processes.beginWork(.followUp, "fatal") == 1)
        }
    }
}
