import Glibc
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
        #expect(try await store.processes.beginWork(.followUp, "7") == 1)
        await store.close()
        let again = try files.open()
        #expect(try await again.processes.beginWork(.followUp, "7") == 2)
        #expect(try await again.processes.beginWork(.digest, "7") == 1)
        try await again.processes.endWork(.followUp, "7")
        #expect(try await again.processes.beginWork(.followUp, "7") == 1)
    }

    @Test("an update is counted until it is dealt with or another is begun, without a transaction")
    func updates() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let before = await store.counts.transactions
        #expect(try await store.updates.begin(7) == 1)
        await store.close()
        let again = try files.open()
        #expect(try await again.updates.begin(7) == 2)
        #expect(try await again.updates.begin(8) == 1)
        #expect(try await again.updates.begin(7) == 1)
        var batch = StoreBatch()
        batch.updates.handled = [HandledUpdate(id: 7, offset: 8)]
        try await again.commit(batch)
        #expect(try await again.updates.begin(7) == nil)
        #expect(await store.counts.transactions == before)
        // It counts for the people of this machine only.
        var status = stat()
        #expect(stat(files.path + ".begun", &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test("a file of counts that is a link is refused")
    func link() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        symlink("/dev/null", files.path + ".begun")
        await #expect(throws: FileError.self) { try await store.updates.begin(7) }
    }

    @Test("a command's attempts are counted when it is taken and taken again")
    func commands() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let id = try await store.commands.post(.alert(.endSilences(ids: [.min])), author: "A", channel: .cli)
        #expect(try await store.commands.claim().map(\.attempts) == [1])
        #expect(try await store.commands.retake(id) == 2)
        #expect(try await store.commands.interrupted().map(\.attempts) == [2])
        try await store.commands.finish(id, .failed, result: "")
        #expect(try await store.commands.retake(id) == nil)
    }

    @Test("rows that cannot be read hold up nothing")
    func unreadable() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        let (bad, good) = (
            try await store.commands.post(.alert(.acknowledge(alert: 1)), author: "A", channel: .cli),
            try await store.commands.post(.alert(.acknowledge(alert: 2)), author: "A", channel: .cli)
        )
        try await store.outbox.enqueue(
            ["a", "b"].map { key in
                OutboxDraft(dedupeKey: key, content: .text(RenderedMessage(html: key)), priority: .reply)
            }
        )
        let file = try Connection(path: files.path)
        try file.execute("UPDATE commands SET command = '{\"sing\":{}}' WHERE id = ?", [bad])
        try file.execute("UPDATE outbox SET content = '{\"song\":{}}' WHERE dedupe_key = 'a'")
        file.close()
        #expect(try await store.commands.claim().map(\.command) == [.unreadable, .alert(.acknowledge(alert: 2))])
        #expect(try await store.commands.command(good)?.command == .alert(.acknowledge(alert: 2)))
        let claimed = try await store.outbox.claimNext(at: files.clock.now, lease: .seconds(60))
        #expect(claimed?.draft.dedupeKey == "b")
        #expect(try await store.outbox.depth().dead == 1)
        #expect(try await store.outbox.messages(.dead, limit: 5).isEmpty)
        #expect(try await store.outbox.message(1) == nil)
    }

    @Test("a message is given up when its drawing killed two processes, another that was only under way is not")
    func messages() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        try await store.outbox.enqueue(
            ["fatal", "bystander"].map { key in
                OutboxDraft(dedupeKey: key, content: .text(RenderedMessage(html: key)), priority: .reply)
            }
        )
        func claim() async throws -> OutboxMessage? {
            try await store.outbox.claimNext(at: files.clock.now, lease: .seconds(60))
        }
        func restart() async throws -> [Int64] {
            try await store.outbox.recoverInterrupted(at: files.clock.now, all: true)
            return try await store.outbox.giveUpFatal()
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
        try await store.outbox.markSuspect(again.id, isBeingDrawn: true)
        #expect(try await restart() == [again.id])
        #expect(try await store.outbox.messages(.dead, limit: 5).map(\.id) == [again.id])
        let bystander = try #require(try await claim())
        #expect(bystander.isSuspect && bystander.draft.dedupeKey == "bystander")
        try await store.outbox.markSuspect(bystander.id, isBeingDrawn: true)
        try await store.outbox.markSuspect(bystander.id, isBeingDrawn: false)
        #expect(try await restart().isEmpty)
        #expect(try await store.outbox.depth().queued == 1)
    }

    @Test("dates that an earlier version took in stay readable")
    func stored() async throws {
        let files = try TemporaryStore()
        let store = try files.open()
        for text in ["0001-01-01", "1701-05-05", "9999-12-31"] {
            let date = try #require(CivilDate(stored: text))
            let request = ReportRequest(span: .day, date: date, target: .group, replyTo: nil, key: "k")
            _ = try await store.commands.post(.report(request), author: "A", channel: .telegram)
            #expect(try await store.commands.claim().map(\.command) == [.report(request)])
            #expect(try await store.feeds.hi2Checks(from: date, through: date).isEmpty)
        }
    }
}
