import Market
import Store
import TestKit
import Testing

@Suite("Messages that lose their buttons")
struct PlannedFadeTests {
    let files: TemporaryStore
    let store: StateStore

    init() throws {
        files = try TemporaryStore()
        store = try files.open()
    }

    private let button = RenderedMessage.Button(label: "x", data: "v1:noop")

    private func draw(_ key: String, fade: RenderedMessage.Fade?) async throws {
        let message = RenderedMessage(html: "a\nb", keyboard: [[button]], fade: fade)
        let target = ChatTarget.chat(id: 5, thread: nil)
        let draft = OutboxDraft(dedupeKey: key, target: target, content: .edit(messageID: 9, message), priority: .reply)
        let id = try #require(try await store.outbox.enqueue([draft]).first)
        _ = try await store.outbox.claimNext(at: files.clock.now, lease: .seconds(9))
        let plan = PlannedFade(target: target, messageID: 9, drawing: id, message: message)
        try await store.outbox.markSent(id, messageID: 9, fade: plan)
    }

    private func due(after span: Duration) async throws -> MessageContent? {
        files.clock.advance(by: span)
        let message = try await store.outbox.claimNext(at: files.clock.now, lease: .seconds(9))
        if let message { try await store.outbox.markSent(message.id, messageID: 9) }
        return message?.draft.content
    }

    @Test("do so when their time comes, and do not count as waiting until then")
    func fades() async throws {
        try await draw("1", fade: .init(at: files.clock.now + .minutes(20), withoutLine: "b", withLine: "c"))
        #expect(try await store.outbox.depth().queued == 0)
        #expect(try await due(after: .minutes(19)) == nil)
        #expect(try await due(after: .minutes(1)) == .fade(messageID: 9, RenderedMessage(html: "a\nc")))
    }

    @Test("a newer drawing begins the time anew")
    func redrawn() async throws {
        try await draw("1", fade: .init(at: files.clock.now + .minutes(20)))
        files.clock.advance(by: .minutes(15))
        try await draw("2", fade: .init(at: files.clock.now + .minutes(20)))
        #expect(try await due(after: .minutes(19)) == nil)
        #expect(try await due(after: .minutes(1)) != nil)
        #expect(try await due(after: .hours(1)) == nil)
    }

    @Test("one that is drawn without buttons to lose is left alone")
    func closed() async throws {
        try await draw("1", fade: .init(at: files.clock.now + .minutes(20)))
        try await draw("2", fade: nil)
        #expect(try await due(after: .hours(1)) == nil)
    }
}
