import Market
import Store
import TestKit
import Testing

@Suite("A draft claimed as it is written")
struct ClaimedDraftTests {
    let files: TemporaryStore
    let store: StateStore

    init() throws {
        files = try TemporaryStore()
        store = try files.open()
    }

    private let other = ChatTarget.chat(id: -100, thread: 7)

    private func write(_ drafts: OutboxDraft..., claiming place: Int = 0) async throws -> OutboxMessage? {
        var batch = StoreBatch()
        batch.outbox.drafts = drafts
        batch.outbox.claim = OutboxClaim(place: place, lease: .seconds(30))
        return try await store.commit(batch).claimed
    }

    private func claim(at seconds: Int = 0) async throws -> String? {
        let now = files.clock.now + .seconds(seconds)
        return try await store.outbox.claimNext(at: now, lease: .seconds(30))?.draft.dedupeKey
    }

    @Test("is as one that was claimed later")
    func same() async throws {
        let claimed = try #require(try await write(Samples.draft("a"), Samples.draft("b", chat: other)))
        #expect(try await store.outbox.message(claimed.id) == claimed)
        #expect(claimed.state == .sending && claimed.attempts == 1 && claimed.draft.dedupeKey == "a")
        #expect(try await claim() == "b")
        // Its sender dies: the outcome is unknown, as for every claim whose lease ran out.
        #expect(
            try await store.outbox.claimNext(at: files.clock.now + .seconds(31), lease: .seconds(30))?.mayBeRepeat
                == true
        )
    }

    @Test("overtakes nothing", arguments: [OutboxPriority.critical, .stranger])
    func order(lane: OutboxPriority) async throws {
        try await store.outbox.enqueue([Samples.draft("waits", chat: other, lane)])
        #expect(try await write(Samples.draft("a", .reply)) == nil)
        #expect(try await store.outbox.depth().queued == 2)
    }

    @Test("waits behind what is being sent to its chat in its lane, and for its time")
    func lane() async throws {
        try await store.outbox.enqueue([Samples.draft("first")])
        #expect(try await claim() == "first")
        #expect(try await write(Samples.draft("second")) == nil)
        #expect(try await claim() == nil)
        var later = Samples.draft("later", chat: other)
        later.notBefore = files.clock.now + .seconds(5)
        #expect(try await write(later) == nil)
    }

    @Test("is not claimed again under a key that is known, nor in the place of another")
    func known() async throws {
        #expect(try await write(Samples.draft("a")) != nil)
        #expect(try await write(Samples.draft("a", chat: other)) == nil)
        #expect(try await write(Samples.draft("b", chat: other), claiming: 1) == nil)
    }
}
