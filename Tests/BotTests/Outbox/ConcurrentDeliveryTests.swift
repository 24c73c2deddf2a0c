import Bot
import Market
import Sandbox
import Store
import TestKit
import Testing

@Suite("Concurrent delivery", .timeLimit(.minutes(1)))
struct ConcurrentDeliveryTests {
    private func draft(_ key: String, _ content: MessageContent, _ lane: OutboxPriority, chat: Int64? = nil)
        -> OutboxDraft
    {
        let target = chat.map { ChatTarget.chat(id: $0, thread: nil) } ?? .group
        return OutboxDraft(dedupeKey: key, target: target, content: content, priority: lane)
    }

    private func text(_ html: String) -> MessageContent { .text(RenderedMessage(html: html)) }

    private let album = MessageContent.delayPlots(
        market: .futures,
        date: CivilDate(dayNumber: 19_919),
        endpoints: [.tradestats, .obstats]
    )

    /// Runs the delivery beside a test and stops it afterwards.
    private func running(_ bench: ChatBench, _ body: () async throws -> Void) async throws {
        let delivery = bench.service.delivery
        let task = Task { try? await delivery.run(watch: bench.clock) }  // Its end is the cancellation below.
        try await body()
        task.cancel()
        await task.value
    }

    /// Lets the delivery look at the store once more.
    private func look(_ bench: ChatBench) async {
        await bench.clock.sleepers(1)
        bench.clock.advance(by: .seconds(5))
    }

    /// Waits for what is on its way; the clock stands still.
    private func arrival(of word: String, in chat: String = "group", _ bench: ChatBench) async {
        while !bench.texts(chat).contains(where: { $0.contains(word) }) { await Task.yield() }
    }

    @Test("an upload that takes long delays neither an alert of its chat nor other chats")
    func slowUpload() async throws {
        try await withChatBench { bench in
            try bench.sandbox.say(chat: "private", text: "hello")
            bench.door.close("sendMediaGroup")
            try await bench.enqueue(draft("album", album, .report))
            try await running(bench) {
                await bench.door.called("sendMediaGroup")
                try await bench.enqueue(
                    draft("alert", text("ALERT"), .critical),
                    draft("report", text("REPORT"), .report),
                    draft("other", text("OTHER"), .report, chat: ChatBench.anna)
                )
                await look(bench)
                await arrival(of: "ALERT", bench)
                await arrival(of: "OTHER", in: "private:anna", bench)
                // The report waits behind the album, as it was queued.
                #expect(!bench.texts().contains { $0.contains("REPORT") })
                bench.door.open("sendMediaGroup")
                await arrival(of: "задержка публикации", bench)
                // Three pictures and texts have used up the chat's burst.
                while !bench.texts().contains("REPORT") { await look(bench) }
            }
        }
    }

    @Test("texts of one chat leave one after another, whatever their lanes")
    func order() async throws {
        try await withChatBench { bench in
            bench.door.close("sendMessage")
            try await bench.enqueue(draft("1", text("ONE"), .warning))
            try await running(bench) {
                await bench.door.called("sendMessage")
                try await bench.enqueue(draft("2", text("TWO"), .critical), draft("3", text("THREE"), .edit))
                for _ in 0..<3 { await look(bench) }
                #expect(bench.door.calls.count { $0 == "sendMessage" } == 1)
                bench.door.open("sendMessage")
                await arrival(of: "THREE", bench)
                #expect(bench.texts() == ["ONE", "TWO", "THREE"])
            }
        }
    }

    @Test("an alarm waits neither for an answer on its way to the same chat nor for a place")
    func alarmBesideAnswers() async throws {
        try await withChatBench { bench in
            for chat in ["private:anna", "private:boris", "private:carol"] {
                try bench.sandbox.say(chat: chat, user: String(chat.dropFirst(8)), text: "hello")
            }
            bench.door.close("sendMessage")
            try await bench.enqueue(
                draft("1", text("ONE"), .reply),
                draft("2", text("TWO"), .reply, chat: ChatBench.anna),
                draft("3", text("THREE"), .reply, chat: 1_002),
                draft("4", text("FOUR"), .reply, chat: 1_003),
                draft("5", text("FIVE"), .stranger, chat: 1_999)
            )
            try await running(bench) {
                while bench.door.calls.count(where: { $0 == "sendMessage" }) < 3 { await look(bench) }
                for _ in 0..<3 { await look(bench) }
                // Three places are taken by answers that hang, one of them in the group.
                #expect(bench.door.calls.count { $0 == "sendMessage" } == 3)
                try await bench.enqueue(draft("alert", .edit(messageID: 1, RenderedMessage(html: "x")), .critical))
                await bench.look(until: "editMessageText")
                bench.door.open("sendMessage")
            }
        }
    }

    @Test("a call that a stop cuts short is kept as one that may have arrived")
    func cut() async throws {
        try await withChatBench { bench in
            bench.door.close("sendMessage")
            try await bench.enqueue(draft("1", text("ONE"), .warning), draft("2", text("TWO"), .warning))
            let delivery = bench.service.delivery
            let task = Task { try? await delivery.run(watch: bench.clock) }  // Its end is the cancellation below.
            await bench.door.called("sendMessage")
            task.cancel()
            await bench.clock.sleepers(1)
            bench.clock.advance(by: .seconds(2))
            await task.value
            let queued = try await bench.store.outbox.messages(.queued, limit: 9)
            #expect(queued.map(\.mayBeRepeat) == [false, true])
            bench.door.open("sendMessage")
            // Nothing more is sent by the process that was stopped.
            try await delivery.drain(until: bench.clock.now + .seconds(5), by: bench.clock)
            #expect(bench.door.calls.count { $0 == "sendMessage" } == 1)
        }
    }

    @Test("some place is always free for texts, however many chats wait for uploads")
    func uploadsLeaveRoom() async throws {
        try await withChatBench(tune: { $0.deliveries = 2 }) { bench in
            try bench.sandbox.say(chat: "private", text: "hello")
            bench.door.close("sendMediaGroup")
            try await bench.enqueue(draft("1", album, .report), draft("2", album, .report, chat: ChatBench.anna))
            try await running(bench) {
                await bench.door.called("sendMediaGroup")
                try await bench.enqueue(draft("alert", text("ALERT"), .critical))
                await look(bench)
                await arrival(of: "ALERT", bench)
                #expect(bench.door.calls.count { $0 == "sendMediaGroup" } == 1)
                bench.door.open("sendMediaGroup")
            }
        }
    }

    @Test("what is called an upload is what the claim keeps apart")
    func uploads() async throws {
        let feed = Feed(.futures, .obstats)
        let contents: [MessageContent] = [
            .incident(alert: 1), .incidentReply(alert: 1, reason: .reminder), .digest(alerts: [1]),
            .notice(.botBack(afterMinutes: 1)), .hi2Report(HI2Report(date: CivilDate(dayNumber: 19_919), rows: [])),
            album,
            text("plot delayPlots"),
            .edit(messageID: 1, RenderedMessage(html: "x")),
            .plot(feed, date: CivilDate(dayNumber: 19_919), replyTo: nil),
            .plotFiles(market: .futures, date: CivilDate(dayNumber: 19_919), endpoints: [.obstats], replyTo: nil),
        ]
        try await withChatBench { bench in
            var closed = OutboxClosure()
            closed.takesUploads = false
            for (index, content) in contents.enumerated() {
                try await bench.enqueue(draft("\(index)", content, .report, chat: Int64(index + 1)))
                let claimed = try await bench.store.outbox.claimNext(
                    at: bench.clock.now,
                    lease: .seconds(60),
                    closed: closed
                )
                #expect((claimed == nil) == content.isUpload, "\(content)")
            }
        }
    }
}
