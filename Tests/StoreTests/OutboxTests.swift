import Market
import Store
import TestKit
import Testing

@Suite("Outbox")
struct OutboxTests {
    let files: TemporaryStore
    let store: StateStore

    init() throws {
        files = try TemporaryStore()
        store = try files.open()
    }

    private func claim(at seconds: Int = 0, excluding chats: [ChatTarget] = []) async throws -> String? {
        try await message(at: seconds, excluding: chats)?.draft.dedupeKey
    }

    private func message(at seconds: Int = 0, excluding chats: [ChatTarget] = []) async throws -> OutboxMessage? {
        try await store.outbox.claimNext(at: time(seconds), lease: .seconds(30), closed: OutboxClosure(chats: chats))
    }

    private func time(_ seconds: Int) -> Timestamp { files.clock.now + .seconds(seconds) }

    private let other = ChatTarget.chat(id: -100, thread: 7)

    @Test("hands out the most urgent first, and the older of two")
    func order() async throws {
        try await store.outbox.enqueue([
            Samples.draft("stranger", .stranger), Samples.draft("report", .report),
            Samples.draft("warning 1", .warning),
            Samples.draft("critical", chat: other, .critical), Samples.draft("reply", .reply),
            Samples.draft("edit", .edit), Samples.draft("warning 2", chat: other, .warning),
        ])
        var seen: [String] = []
        while let key = try await claim() { seen.append(key) }
        #expect(seen == ["critical", "warning 1", "warning 2", "reply", "edit", "report", "stranger"])
    }

    @Test("keeps the order of a chat's lane while one of its messages is being sent or waits for a retry")
    func laneOrder() async throws {
        try await store.outbox.enqueue([Samples.draft("1"), Samples.draft("2"), Samples.draft("other", chat: other)])
        let first = try #require(try await message())
        #expect(first.draft.dedupeKey == "1")
        #expect(try await claim() == "other")
        #expect(try await claim() == nil)
        try await store.outbox.markFailed(first.id, error: "429", retryAt: time(10))
        #expect(try await claim(at: 9) == nil)
        #expect(try await store.outbox.nextDue(after: time(9)) == time(10))
        #expect(try await claim(at: 10) == "1")
        try await store.outbox.markSent(first.id, messageID: 5)
        #expect(try await claim(at: 10) == "2")
    }

    @Test("a message that keeps failing holds its own lane back only for its first three attempts")
    func poisoned() async throws {
        try await store.outbox.enqueue([Samples.draft("poisoned"), Samples.draft("next")])
        for attempt in 1...3 {
            let message = try #require(try await message(at: attempt))
            #expect(message.draft.dedupeKey == "poisoned" && message.attempts == attempt)
            try await store.outbox.markFailed(message.id, error: "500", retryAt: time(attempt + 1))
            #expect(try await claim(at: attempt) == nil)
        }
        let fourth = try #require(try await message(at: 4))
        try await store.outbox.markFailed(fourth.id, error: "500", retryAt: time(100))
        #expect(try await claim(at: 5) == "next")
    }

    @Test("a message for later does not hold back the others")
    func notBefore() async throws {
        try await store.outbox.enqueue([Samples.draft("later", notBefore: time(60)), Samples.draft("now")])
        let first = try #require(try await message())
        #expect(first.draft.dedupeKey == "now")
        try await store.outbox.markSent(first.id, messageID: 1)
        #expect(try await claim(at: 59) == nil)
        #expect(try await claim(at: 60) == "later")
    }

    @Test("leaves out the chats whose limit is used up, whatever the thread")
    func excluded() async throws {
        try await store.outbox.enqueue([Samples.draft("1", chat: other), Samples.draft("2", chat: .escalation)])
        #expect(try await claim(excluding: [.chat(id: -100, thread: nil)]) == "2")
        #expect(try await claim(excluding: [.chat(id: -100, thread: nil)]) == nil)
        #expect(try await claim() == "1")
    }

    @Test("takes a key once for ever, sent or not")
    func dedupe() async throws {
        #expect(try await store.outbox.enqueue([Samples.draft("1"), Samples.draft("1")]) == [1])
        let message = try #require(try await message())
        try await store.outbox.markSent(message.id, messageID: 9)
        #expect(try await store.outbox.enqueue([Samples.draft("1")]).isEmpty)
        let kept = try #require(try await store.outbox.message(message.id))
        #expect(kept.state == .sent && kept.messageID == 9 && kept.sentAt == files.clock.now)
    }

    @Test("a newer message replaces a queued one of its coalesce key and chat, and keeps the more urgent lane")
    func coalesce() async throws {
        try await store.outbox.enqueue([
            Samples.draft("old", .critical, coalesce: "a"), Samples.draft("elsewhere", chat: other, coalesce: "a"),
            Samples.draft("new", .edit, coalesce: "a"),
        ])
        #expect(try await store.outbox.message(1)?.state == .dropped)
        #expect(try await message()?.draft == Samples.draft("new", .critical, coalesce: "a"))
        // One that is being sent is not replaced.
        try await store.outbox.enqueue([Samples.draft("newest", .edit, coalesce: "a")])
        #expect(try await store.outbox.message(3)?.state == .sending)
        #expect(try await claim() == "elsewhere")
    }

    @Test("what replaces a possible repeat is one itself")
    func coalesceRepeat() async throws {
        try await store.outbox.enqueue([Samples.draft("old", coalesce: "a")])
        #expect(try await claim() == "old")
        try await store.outbox.recoverInterrupted(at: time(1), all: true)
        try await store.outbox.enqueue([Samples.draft("new", coalesce: "a")])
        let message = try #require(try await message())
        #expect(message.draft.dedupeKey == "new" && message.mayBeRepeat)
    }

    @Test("what replaces a message that fails goes on with its pauses")
    func coalescePauses() async throws {
        try await store.outbox.enqueue([Samples.draft("old", coalesce: "a")])
        let old = try #require(try await message())
        try await store.outbox.markFailed(old.id, error: "reset", retryAt: time(60), isAnswerLost: true)
        try await store.outbox.enqueue([Samples.draft("new", coalesce: "a")])
        #expect(try await message(at: 59) == nil)
        let new = try #require(try await message(at: 60))
        #expect(new.draft.dedupeKey == "new" && new.attempts == 2 && new.lostAnswers == 1)
    }

    @Test("an expired message is dropped, one without an end never is")
    func expiry() async throws {
        try await store.outbox.enqueue([Samples.draft("short", expires: time(10)), Samples.draft("alert")])
        #expect(try await claim(at: 10) == "alert")
        #expect(try await store.outbox.message(1)?.state == .dropped)
    }

    @Test("a message whose sender died comes back as a possible repeat when its lease has run out")
    func lease() async throws {
        try await store.outbox.enqueue([Samples.draft("1")])
        #expect(try await message()?.mayBeRepeat == false)
        #expect(try await claim(at: 29) == nil)
        let again = try #require(try await message(at: 30))
        #expect(again.mayBeRepeat && again.attempts == 2)
        #expect(try await store.outbox.recoverInterrupted(at: time(31)) == 0)
        #expect(try await store.outbox.recoverInterrupted(at: time(31), all: true) == 1)
    }

    @Test("an unknown outcome marks the next attempt, a postponed message counts no attempt")
    func outcomes() async throws {
        try await store.outbox.enqueue([Samples.draft("1")])
        let first = try #require(try await message())
        try await store.outbox.postpone(first.id, until: time(5))
        let second = try #require(try await message(at: 5))
        #expect(second.attempts == 1 && !second.mayBeRepeat)
        try await store.outbox.markFailed(second.id, error: "timeout", retryAt: time(6), mayHaveArrived: true)
        let third = try #require(try await message(at: 6))
        #expect(third.mayBeRepeat && third.lastError == "timeout")
        try await store.outbox.markDead(third.id, error: "chat not found")
        #expect(try await store.outbox.messages(.dead, limit: 5).map(\.lastError) == ["chat not found"])
        #expect(try await store.outbox.depth() == OutboxDepth(queued: 0, sending: 0, dead: 1, oldest: nil))
    }

    @Test("remembers which message shows an alert, together with its delivery")
    func living() async throws {
        try await store.outbox.enqueue([Samples.draft("1")])
        let message = try #require(try await message())
        let living = LivingMessage(.alert(3), chat: -100, messageID: 55)
        try await store.outbox.markSent(message.id, messageID: 55, living: living)
        #expect(try await store.outbox.livingMessage(of: .alert(3), chat: -100) == 55)
        #expect(try await store.outbox.livingMessage(of: .position(3), chat: -100) == nil)
        try await store.outbox.forgetLivingMessage(of: .alert(3), chat: -100)
        #expect(try await store.outbox.livingMessage(of: .alert(3), chat: -100) == nil)
    }

    @Test("two senders never claim the same message")
    func twoSenders() async throws {
        try await store.outbox.enqueue((0..<60).map { Samples.draft("\($0)", chat: .chat(id: Int64($0), thread: nil)) })
        let second = try files.open()
        let now = files.clock.now
        let claimed = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for sender in [store, second] {
                group.addTask {
                    var ids: [Int64] = []
                    while let message = try await sender.outbox.claimNext(at: now, lease: .seconds(30)) {
                        ids.append(message.id)
                    }
                    return ids
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claimed.sorted() == Array(1...60))
    }
}
