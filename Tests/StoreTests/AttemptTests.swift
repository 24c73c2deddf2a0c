import Market
import Platform
import Store
import TestKit
import Testing

@Suite("Work that killed a process")
struct AttemptTests {
    @Test("is counted until it ends, in the store")
    func counting() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        #expect(try await store.beginWork(.update, "7") == 1)
        await store.close()
        let again = try files.open()
        #expect(try await again.beginWork(.update, "7") == 2)
        #expect(try await again.beginWork(.followUp, "7") == 1)
        var batch = StoreBatch()
        batch.handledUpdates = [HandledUpdate(id: 7, offset: 8)]
        try await again.commit(batch)
        #expect(try await again.beginWork(.update, "7") == 1)
    }

    @Test("a command's attempts are counted when it is taken and taken again")
    func commands() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let id = try await store.postCommand(.alert(.endSilence(id: .min)), author: "A", channel: "cli")
        #expect(try await store.claimCommands().map(\.attempts) == [1])
        #expect(try await store.retakeCommand(id) == 2)
        #expect(try await store.interruptedCommands().map(\.attempts) == [2])
        try await store.finishCommand(id, .failed, result: "")
        #expect(try await store.retakeCommand(id) == nil)
    }

    @Test("rows that cannot be read hold up nothing")
    func unreadable() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let (bad, good) = (
            try await store.postCommand(.alert(.acknowledge(alert: 1)), author: "A", channel: "cli"),
            try await store.postCommand(.alert(.acknowledge(alert: 2)), author: "A", channel: "cli")
        )
        try await store.enqueue(
            ["a", "b"].map { key in
                OutboxDraft(dedupeKey: key, content: .text(RenderedMessage(html: key)), priority: .reply)
            }
        )
        let file = try Connection(path: files.path)
        try file.execute("UPDATE commands SET command = '{\"sing\":{}}' WHERE id = ?", [bad])
        try file.execute("UPDATE outbox SET content = '{\"song\":{}}' WHERE dedupe_key = 'a'")
        file.close()
        #expect(try await store.claimCommands().map(\.command) == [.unreadable, .alert(.acknowledge(alert: 2))])
        #expect(try await store.command(good)?.command == .alert(.acknowledge(alert: 2)))
        let claimed = try await store.claimNext(at: files.clock.now, lease: .seconds(60))
        #expect(claimed?.draft.dedupeKey == "b")
        #expect(try await store.outboxDepth().dead == 1)
        #expect(try await store.outboxMessages(.dead, limit: 5).isEmpty)
        #expect(try await store.outboxMessage(1) == nil)
    }

    @Test("a message is given up when its drawing killed two processes, another that was only under way is not")
    func messages() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        try await store.enqueue(
            ["fatal", "bystander"].map { key in
                OutboxDraft(dedupeKey: key, content: .text(RenderedMessage(html: key)), priority: .reply)
            }
        )
        func claim() async throws -> OutboxMessage? {
            try await store.claimNext(at: files.clock.now, lease: .seconds(60))
        }
        func restart() async throws -> [Int64] {
            try await store.recoverInterruptedSends(at: files.clock.now, all: true)
            return try await store.giveUpFatalMessages()
        }
        let first = try #require(try await claim())
        #expect(!first.isSuspect)
        // Both under way when the process dies; the second is not claimed behind the first, so say so by hand.
        let file = try Connection(path: files.path)
        try file.execute("UPDATE outbox SET state = 'sending'")
        file.close()
        #expect(try await restart().isEmpty)
        let again = try #require(try await claim())
        #expect(again.isSuspect && again.draft.dedupeKey == "fatal")
        try await store.markSuspect(again.id, isBeingDrawn: true)
        #expect(try await restart() == [again.id])
        #expect(try await store.outboxMessages(.dead, limit: 5).map(\.id) == [again.id])
        let bystander = try #require(try await claim())
        #expect(bystander.isSuspect && bystander.draft.dedupeKey == "bystander")
        try await store.markSuspect(bystander.id, isBeingDrawn: true)
        try await store.markSuspect(bystander.id, isBeingDrawn: false)
        #expect(try await restart().isEmpty)
        #expect(try await store.outboxDepth().queued == 1)
    }

    @Test("dates that an earlier version took in stay readable")
    func stored() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        for text in ["0001-01-01", "1701-05-05", "9999-12-31"] {
            let date = try #require(CivilDate(stored: text))
            let request = ReportRequest(span: .day, date: date, target: .group, replyTo: nil, key: "k")
            _ = try await store.postCommand(.report(request), author: "A", channel: "telegram")
            #expect(try await store.claimCommands().map(\.command) == [.report(request)])
            #expect(try await store.hi2Checks(from: date, through: date).isEmpty)
        }
    }
}
