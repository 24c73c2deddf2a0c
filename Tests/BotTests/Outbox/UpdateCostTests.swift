import Bot
import Market
import Platform
import Store
import TestKit
import Testing

/// What an update costs: each commit waits for the disk, so their number is the speed of the chat.
@Suite("The cost of an update", .timeLimit(.minutes(1)))
struct UpdateCostTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        /// What comes, from which chat.
        var text: String
        var chat: Int64
        /// Messages that leave.
        var answers: Int
        var commits: Int64
        /// At most; see `Connection.Counts`.
        var reads: Int64

        var testDescription: String { name }
    }

    static let cases = [
        // What it caused, claimed for the sender in the same transaction; that it has arrived.
        Case(name: "an answer in private", text: "/start", chat: BotBench.admin, answers: 1, commits: 2, reads: 24),
        Case(name: "an answer in the group", text: "/help", chat: BotBench.group, answers: 1, commits: 2, reads: 26),
        // That it was seen.
        Case(name: "words in the group", text: "hello", chat: BotBench.group, answers: 0, commits: 1, reads: 8),
    ]

    @Test("is so many commits, and nothing is compiled anew", arguments: cases)
    func cost(_ example: Case) async throws {
        try await withBench { bench in
            let (store, delivery) = (bench.store, bench.service.delivery)
            // Reads through a connection of its own, which counts for itself.
            let other = try StateStore(
                path: store.path,
                clock: bench.clock,
                log: Log(component: "test", clock: bench.clock)
            )
            let task = Task { try? await delivery.run(watch: bench.clock) }  // Its end is the cancellation below.
            await bench.clock.sleepers(1)
            var counts = await store.counts
            for id in Int64(1)...4 {
                // No limit makes an answer wait, and no sign of life is due yet.
                bench.clock.advance(by: .milliseconds(1_200))
                if id == 4 { counts = await store.counts }
                bench.telegram.push(bench.command(example.text, id: id, from: BotBench.admin, chat: example.chat))
                try await bench.service.poller.step(timeout: .zero)
                while try await other.outbox.messages(.sent, limit: 10).count < example.answers * Int(id) {
                    await Task.yield()
                }
            }
            let after = await store.counts
            #expect(after.commits - counts.commits == example.commits)
            #expect(after.transactions - counts.transactions == example.commits)
            #expect(after.reads - counts.reads <= example.reads, "\(after.reads - counts.reads)")
            #expect(after.compiled == counts.compiled)
            task.cancel()
            await task.value
            await other.close()
        }
    }

    @Test("updates of one poll that are only answered are one commit; one that acts is its own, in its place")
    func burst() async throws {
        try await withBench { bench in
            let first = bench.command("/start", id: 1, from: BotBench.admin, chat: BotBench.admin)
            bench.telegram.push(first)
            try await bench.service.poller.step(timeout: .zero)
            let before = await bench.store.counts.commits
            bench.clock.advance(by: .milliseconds(100))
            let texts = ["/help", "/sessions", "/silence FO 30", "/status", "hello", "/alerts"]
            for (place, text) in texts.enumerated() {
                let id = Int64(place + 2)
                bench.telegram.push(bench.command(text, id: id, from: BotBench.admin, chat: BotBench.group))
            }
            try await bench.service.poller.step(timeout: .zero)
            let commits = await bench.store.counts.commits - before
            // Two before the silence, the silence, three after it; "hello" is not even answered.
            #expect(commits == 3, "\(commits)")
            #expect(try await bench.store.updates.offset() == 8)
            for id in Int64(1)...7 { #expect(try await bench.store.updates.hasSeen(id)) }
            let drafts = try await bench.store.outbox.messages(.queued, limit: 20).map(\.draft.dedupeKey)
            // The silence is answered by what comes of it.
            #expect(drafts.count == 5, "\(drafts)")
            #expect(try await bench.store.commands.command(1) != nil)
        }
    }

    @Test("a poll's first answers are kept where a later update of it cannot be dealt with")
    func cutBurst() async throws {
        try await withBench { bench in
            bench.telegram.push(bench.command("/start", id: 1, from: BotBench.admin, chat: BotBench.admin))
            try await bench.service.poller.step(timeout: .zero)
            for id in Int64(2)...5 {
                bench.telegram.push(bench.command("/help", id: id, from: BotBench.admin, chat: BotBench.group))
            }
            let task = Task { try await bench.service.poller.step(timeout: .zero) }
            task.cancel()
            let result = await task.result
            // Wherever the cancellation came: what the offset has passed is answered, and nothing else.
            let offset = try #require(try await bench.store.updates.offset())
            let answered = try await bench.store.outbox.messages(.queued, limit: 20).count
            #expect(answered == Int(offset) - 1, "\(result)")
        }
    }

    @Test("a message that waits for the limit of all chats is taken once, not to be put back")
    func queue() async throws {
        try await withBench { bench in
            let drafts = (Int64(1)...20).map { number in
                OutboxDraft(
                    dedupeKey: "\(number)",
                    target: .chat(id: 9_000 + number, thread: nil),
                    content: .text(RenderedMessage(html: "hello")),
                    priority: .reply
                )
            }
            try await bench.store.outbox.enqueue(drafts)
            let before = await bench.store.counts.commits
            let task = Task { try? await bench.service.delivery.run(watch: bench.clock) }  // Cancelled below.
            while try await bench.store.outbox.messages(.sent, limit: 100).count < drafts.count {
                await bench.clock.sleepers(1)
                bench.clock.advance(by: .milliseconds(1))
                await Task.yield()
            }
            let commits = await bench.store.counts.commits - before
            #expect(commits == Int64(2 * drafts.count), "\(commits)")
            task.cancel()
            await task.value
        }
    }
}
