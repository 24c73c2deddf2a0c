import Bot
import Foundation
import Market
import Platform
import Store
import TestKit
import Testing

@Suite("Outbox delivery", .timeLimit(.minutes(5)))
struct OutboxDeliveryTests {
    private let key = AlertKey(.staleness, Feed(.futures, .obstats))

    private func text(_ html: String, _ key: String = "k", target: ChatTarget = .group) -> OutboxDraft {
        OutboxDraft(dedupeKey: key, target: target, content: .text(RenderedMessage(html: html)), priority: .reply)
    }

    @Test("posts an incident once, edits it in place, and says nothing twice")
    func living() async throws {
        try await withBench { bench in
            var alert = try await bench.raise(key)
            try await bench.settle()
            alert.value = 1_260
            alert.peak = 1_260
            try await bench.keep(&alert, priority: .edit)
            try await bench.settle()
            let sent = bench.telegram.calls("sendMessage")
            #expect(sent.count == 1)
            #expect(
                sent[0].arguments["text"]?.hasPrefix("🔴 <b>FO · obstats: отстаёт на 14\u{A0}мин</b>") == true
            )
            #expect(sent[0].arguments["reply_markup"]?.contains("v1:inc:1:take") == true)
            let edits = bench.telegram.calls("editMessageText")
            #expect(edits.count == 1 && edits[0].arguments["message_id"] == "101")
            #expect(edits[0].arguments["text"]?.contains("21\u{A0}мин") == true)
        }
    }

    @Test("an edit that would change nothing is not made")
    func same() async throws {
        try await withBench { bench in
            var alert = try await bench.raise(AlertKey(.missingSlots, Feed(.futures, .obstats)), value: 2)
            alert.facts.slots = times("12:15", "12:20")
            try await bench.keep(&alert)
            try await bench.settle()
            for minute in 1...3 {
                bench.clock.advance(by: .minutes(5))
                alert.facts.nextCheck = time("16:0\(minute)")
                try await bench.keep(&alert, priority: .edit)
                try await bench.settle()
            }
            #expect(bench.telegram.calls("editMessageText").isEmpty)
            #expect(try await bench.store.outbox.depth().queued == 0)
            alert.facts.slots = times("12:15", "12:20", "12:25")
            try await bench.keep(&alert, priority: .edit)
            try await bench.settle()
            #expect(bench.telegram.calls("editMessageText").count == 1)
        }
    }

    @Test("re-posts the living message when it is gone")
    func gone() async throws {
        try await withBench { bench in
            var alert = try await bench.raise(key)
            try await bench.settle()
            bench.telegram.refuse("editMessageText", 400, "Bad Request: message to edit not found")
            alert.value = 1_260
            try await bench.keep(&alert, priority: .edit)
            try await bench.settle()
            #expect(bench.telegram.calls("sendMessage").count == 2)
            #expect(try await bench.store.outbox.livingMessage(of: .alert(alert.id), chat: BotBench.group) == 102)
        }
    }

    @Test("counts 'not modified' as delivered")
    func notModified() async throws {
        try await withBench { bench in
            var alert = try await bench.raise(key)
            try await bench.settle()
            bench.telegram.refuse("editMessageText", 400, "Bad Request: message is not modified: same")
            alert.value = 1_260
            try await bench.keep(&alert, priority: .edit)
            try await bench.settle()
            #expect(try await bench.store.outbox.messages(.sent, limit: 9).count == 2)
        }
    }

    @Test("waits out a 429 and sends once; the wait survives a restart")
    func rateLimited() async throws {
        try await withBench { bench in
            bench.telegram.refuse(
                "sendMessage",
                429,
                "Too Many Requests: retry after 9",
                parameters: #"{"retry_after":9}"#
            )
            try await bench.store.outbox.enqueue([text("hello")])
            let next = try await bench.service.step()
            #expect(next == bench.clock.now + .seconds(9))
            #expect(try await bench.store.settings.value("telegram.holds") != nil)
            bench.clock.advance(by: .seconds(8))
            try await bench.settle()
            #expect(bench.telegram.calls("sendMessage").count == 1)
            bench.clock.advance(by: .seconds(2))
            try await bench.settle()
            #expect(bench.telegram.calls("sendMessage").count == 2)
        }
    }

    @Test("follows a migration and remembers it")
    func migration() async throws {
        try await withBench { bench in
            bench.telegram.refuse(
                "sendMessage",
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                parameters: #"{"migrate_to_chat_id":-100777}"#
            )
            try await bench.store.outbox.enqueue([text("one", "1"), text("two", "2")])
            try await bench.settle()
            bench.clock.advance(by: .seconds(2))
            try await bench.settle()
            #expect(
                bench.telegram.calls("sendMessage").map { $0.arguments["chat_id"] } == ["-1001", "-100777", "-100777"]
            )
        }
    }

    @Test("sends to the general topic when the topic is gone, and leaves the thread out there")
    func topic() async throws {
        try await withBench(tune: { $0.groupTopic = 5 }) { bench in
            bench.telegram.refuse("sendMessage", 400, "Bad Request: message thread not found")
            try await bench.store.outbox.enqueue([text("hello")])
            try await bench.settle()
            #expect(bench.telegram.calls("sendMessage").map { $0.arguments["message_thread_id"] } == ["5", nil, nil])
            #expect(bench.telegram.texts.last?.contains("темы 5 больше нет") == true)
        }
    }

    @Test("sends broken markup plain")
    func markup() async throws {
        try await withBench { bench in
            bench.telegram.refuse("sendMessage", 400, "Bad Request: can't parse entities: Unsupported start tag")
            try await bench.store.outbox.enqueue([text("<b>a</b> &lt; b")])
            try await bench.settle()
            let last = try #require(bench.telegram.calls("sendMessage").last)
            #expect(last.arguments["text"] == "a < b" && last.arguments["parse_mode"] == nil)
        }
    }

    @Test("splits a long answer, keyboard under the last part, at the chat's pace")
    func long() async throws {
        try await withBench { bench in
            let line = String(repeating: "строка ", count: 20) + "\n"
            var draft = text("<b>" + String(repeating: line, count: 140) + "</b>")
            draft.content = .text(
                RenderedMessage(
                    html: "<b>" + String(repeating: line, count: 140) + "</b>",
                    keyboard: [[RenderedMessage.Button(label: "x", data: "v1:noop")]]
                )
            )
            try await bench.store.outbox.enqueue([draft])
            for _ in 0..<10 {
                try await bench.settle()
                bench.clock.advance(by: .seconds(1))
            }
            let sent = bench.telegram.calls("sendMessage")
            #expect(sent.count == 5)
            #expect(sent.allSatisfy { ($0.arguments["text"]?.utf16.count ?? 9_999) <= 4_096 + 7 })
            #expect(sent.map { $0.arguments["reply_markup"] != nil } == [false, false, false, false, true])
        }
    }

    @Test("marks as a repeat what may have arrived, and not what certainly did not")
    func repeats() async throws {
        try await withBench { bench in
            bench.telegram.script("sendMessage", .html("<h1>502</h1>", status: 502))
            try await bench.store.outbox.enqueue([text("hello")])
            try await bench.settle()
            bench.clock.advance(by: .seconds(60))
            try await bench.settle()
            #expect(bench.telegram.texts == ["hello", "(повтор) hello"])
        }
    }

    @Test("a living message that was posted as a repeat is news when it is drawn anew, without the mark")
    func repeatedLiving() async throws {
        try await withBench { bench in
            bench.telegram.script("sendMessage", .html("<h1>502</h1>", status: 502))
            var alert = try await bench.raise(key)
            try await bench.settle()
            bench.clock.advance(by: .seconds(60))
            try await bench.settle()
            alert.value = 1_260
            try await bench.keep(&alert, priority: .edit)
            try await bench.settle()
            #expect(bench.telegram.texts.map { $0.hasPrefix("(повтор) 🔴") } == [false, true, false])
            let edits = bench.telegram.calls("editMessageText")
            #expect(edits.map { $0.arguments["text"]?.hasPrefix("🔴") } == [true])
        }
    }

    @Test("gives up on a closed chat with a reason, tells the admin once, and goes on with other chats")
    func blocked() async throws {
        try await withBench { bench in
            let refusal = FakeTelegram.refusal(403, "Forbidden: bot was kicked from the supergroup chat")
            bench.telegram.script("sendMessage", refusal, refusal)
            try await bench.store.outbox.enqueue([
                text("1", "1"), text("2", "2"), text("3", "3", target: .chat(id: 55, thread: nil)),
            ])
            for _ in 0..<5 {
                try await bench.settle()
                bench.clock.advance(by: .seconds(1))
            }
            let dead = try await bench.store.outbox.messages(.dead, limit: 9)
            #expect(dead.count == 2 && dead.allSatisfy { $0.lastError?.contains("kicked") == true })
            let told = bench.telegram.calls("sendMessage").filter { $0.arguments["chat_id"] == "7" }
            #expect(told.count == 1)
            #expect(bench.telegram.calls("sendMessage").contains { $0.arguments["chat_id"] == "55" })
        }
    }

    @Test("a poisoned message does not block the ones behind it")
    func poison() async throws {
        try await withBench { bench in
            bench.telegram.refuse("sendMessage", 400, "Bad Request: BUTTON_DATA_INVALID")
            try await bench.store.outbox.enqueue([text("bad", "1"), text("good", "2")])
            try await bench.settle()
            #expect(bench.telegram.texts == ["bad", "good"])
            #expect(try await bench.store.outbox.depth().dead == 1)
        }
    }

    @Test("sends plots as one album, counts every picture, and removes the files")
    func album() async throws {
        try await withBench(plots: TinyPlots()) { bench in
            let content = MessageContent.delayPlots(
                market: .futures,
                date: CivilDate(dayNumber: 19_919),
                endpoints: [.tradestats, .obstats]
            )
            try await bench.store.outbox.enqueue([OutboxDraft(dedupeKey: "a", content: content, priority: .report)])
            try await bench.settle()
            let album = try #require(bench.telegram.calls("sendMediaGroup").first)
            #expect(album.body.contains("attach://photo1") && album.body.contains("max 5"))
            let left = try FileManager.default.contentsOfDirectory(atPath: bench.folder + "/plots")
            #expect(left.isEmpty)
        }
    }

    @Test("sends a refused photo as a document")
    func document() async throws {
        try await withBench(plots: TinyPlots()) { bench in
            bench.telegram.refuse("sendPhoto", 400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
            let content = MessageContent.plot(
                Feed(.futures, .obstats),
                date: CivilDate(dayNumber: 19_919),
                replyTo: nil
            )
            try await bench.store.outbox.enqueue([OutboxDraft(dedupeKey: "a", content: content, priority: .reply)])
            try await bench.settle()
            #expect(bench.telegram.calls("sendDocument").count == 1)
        }
    }
}
