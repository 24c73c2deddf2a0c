import Market
import Platform
import TestKit
import Testing

@testable import Store

@Suite("Follow-ups in the store")
struct FollowUpStoreTests {
    private func draft(_ subject: FollowUpDraft.Subject, key: String = "cmd:1:2", hasScreen: Bool = false)
        -> FollowUpDraft
    {
        FollowUpDraft(
            subject: subject,
            place: FollowUpPlace(chat: -1, message: 5, hasScreen: hasScreen),
            key: key,
            deadline: Timestamp(seconds: 100),
            content: FollowUpContent(thread: 3, language: "en", saysSuccess: true, job: "EQ1")
        )
    }

    @Test("is written with its command, and gets the numbers of what it waits for")
    func numbers() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        var batch = StoreBatch()
        batch.commands.new = [
            CommandDraft(.alert(.recheck(alert: 1)), author: "A", channel: .telegram),
            CommandDraft(.job(.run(id: "EQ1")), author: "A", channel: .telegram),
        ]
        batch.audit.entries = [AuditEntry(at: Timestamp(seconds: 1), actor: "A", action: .jobRun, object: "EQ1")]
        let target = ChatTarget.chat(id: -1, thread: nil)
        let known = OutboxDraft(
            dedupeKey: "a",
            target: target,
            content: .text(RenderedMessage(html: "a")),
            priority: .reply
        )
        try await store.outbox.enqueue([known])
        let new = OutboxDraft(
            dedupeKey: "b",
            target: target,
            content: .text(RenderedMessage(html: "b")),
            priority: .reply
        )
        batch.outbox.drafts = [known, new]
        var followUp = draft(.command(place: 1, audit: 0))
        followUp.answer = 1
        batch.followUps.new = [followUp, draft(.command(place: 7, audit: nil)), draft(.impact(revision: 4))]
        let receipt = try await store.commit(batch)
        let written = try await store.followUps.all()
        #expect(
            written.map(\.subject) == [
                .command(id: receipt.commands[1], audit: receipt.audit[0]), .impact(revision: 4),
            ]
        )
        #expect(written.map(\.answer) == [receipt.outbox[0], nil])
        #expect(written[0].content == followUp.content)
    }

    @Test("nothing of an update is kept where its follow-up cannot be written")
    func together() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let other = try Connection(path: files.path)
        try other.script("CREATE TRIGGER stop BEFORE INSERT ON follow_ups BEGIN SELECT RAISE(ABORT, 'no'); END")
        var batch = StoreBatch()
        batch.commands.new = [CommandDraft(.alert(.recheck(alert: 1)), author: "A", channel: .telegram)]
        batch.followUps.new = [draft(.command(place: 0, audit: nil))]
        batch.updates.handled = [HandledUpdate(id: 7, offset: 8)]
        await #expect(throws: DatabaseError.self) { try await store.commit(batch) }
        #expect(try await !store.updates.hasSeen(7))
        #expect(try await store.commands.claim(limit: 1).isEmpty)
        try other.script("DROP TRIGGER stop")
        try await store.commit(batch)
        #expect(try await store.followUps.all().count == 1)
    }

    @Test("is not waited for once its screen was left, which says nothing of those without one")
    func leftScreen() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        var batch = StoreBatch()
        batch.followUps.new = [
            draft(.impact(revision: 1), key: "menu", hasScreen: true), draft(.impact(revision: 1), key: "message"),
        ]
        try await store.commit(batch)
        batch = StoreBatch()
        batch.followUps.leftScreens = [FollowUpPlace(chat: -1, message: 5, hasScreen: true)]
        batch.followUps.new = [draft(.impact(revision: 2), key: "next", hasScreen: true)]
        try await store.commit(batch)
        #expect(try await store.followUps.all().map(\.key) == ["message", "next"])
    }

    @Test("what an older version kept as one text becomes rows", arguments: [true, false])
    func migration(isReadable: Bool) async throws {
        let files = try TemporaryStore()
        let present = try #require(Schema.steps.firstIndex { $0.name == "follow-ups" })
        let text = """
            [{"answer":{"job":"EQ1","outbox":12,"toldAt":5},"chat":-1,"deadline":9000,"isOverdue":true,"key":"cmd:-1:2",\
            "language":"en","message":2,"subject":{"command":{"audit":4,"id":3,"saysSuccess":true}},"thread":6},\
            {"chat":-1,"deadline":9000,"isOverdue":false,"key":"cb:9","language":"ru","message":2,\
            "screen":{"html":"x","isSilent":false,"keyboard":[]},"subject":{"impact":{"revision":8}}}]
            """
        do {
            let old = try Connection(path: files.path)
            let steps = Array(Schema.steps.prefix(present))
            try Migration(database: old, now: files.clock.now, log: quietLog(files.clock), steps: steps).run()
            try old.transaction {
                _ = try old.execute(
                    "INSERT INTO settings (key, value) VALUES ('bot.follow_ups', ?)",
                    [isReadable ? text : String(text.dropLast())]
                )
            }
            old.close()
        }
        let store = try files.open()
        #expect(try await store.settings.value("bot.follow_ups") == nil)
        let rows = try await store.followUps.all()
        guard isReadable else { return #expect(rows.isEmpty) }
        #expect(rows.map(\.subject) == [.command(id: 3, audit: 4), .impact(revision: 8)])
        #expect(rows.map(\.answer) == [12, nil] && rows.map(\.isOverdue) == [true, false])
        #expect(rows.map(\.place.hasScreen) == [false, true])
        #expect(rows.map(\.deadline) == [Timestamp(milliseconds: 9_000), Timestamp(milliseconds: 9_000)])
        var first = FollowUpContent(thread: 6, language: "en", saysSuccess: true, job: "EQ1")
        first.toldAt = Timestamp(milliseconds: 5)
        let second = FollowUpContent(
            thread: nil,
            language: "ru",
            saysSuccess: false,
            screen: RenderedMessage(html: "x")
        )
        #expect(rows.map(\.content) == [first, second])
    }
}
