import Market
import Operations
import Platform
import Store

extension OutboxDelivery {
    /// Where a message goes now: the chat with its migrations followed, and the topic of what it is about.
    ///
    /// Nil when no group is configured.
    func place(of draft: OutboxDraft) async throws -> DeliveryPlace? {
        let directory = ChatDirectory(settings: store.settings)
        if case .chat(let id, let thread) = draft.target {
            let present = try await directory.present(id)
            return DeliveryPlace(chat: present, thread: thread, target: draft.target, isMoved: present != id)
        }
        let group = try await present(options.group, directory)
        let second = try await present(try await settings.escalationChat(), directory)
        if draft.target == .escalation, let second, second != group {
            return DeliveryPlace(chat: second, target: draft.target, isSecondChat: true)
        }
        guard let group else { return nil }
        let topic = try await settings.topic(group, try await market(of: draft.content))
        return DeliveryPlace(chat: group, thread: topic.thread, target: draft.target, topicKey: topic.key)
    }

    private func present(_ configured: Int64?, _ directory: ChatDirectory) async throws -> Int64? {
        guard let configured else { return nil }
        return try await directory.present(configured)
    }

    /// The market that a message is about; nil where it is about all of them.
    private func market(of content: MessageContent) async throws -> AlgoPackSegment? {
        let subject = content.subject
        if let market = subject.market { return market }
        return try await subject.alerts.first.asyncFlatMap { try await store.alerts.alert($0)?.key.market }
    }

    /// The topic is closed or gone: from now on the general one, which hears why.
    func leaveTopic(_ message: Int64, _ place: inout DeliveryPlace) async throws {
        guard let thread = place.thread else { return }
        place.thread = nil
        guard let key = place.topicKey else { return }
        let wording = Wording(try await language(of: place.chat))
        let name = key.split(separator: ".").last.flatMap { AlgoPackSegment(String($0))?.rawValue }
        let html = wording.html(
            SettingsPhrase.topicGone,
            ["name": name ?? wording.text(SettingsPhrase.topicAll), "id": String(thread)]
        )
        var batch = StoreBatch()
        batch.settings.values[key] = "0"
        batch.outbox.drafts = [
            OutboxDraft(
                dedupeKey: "topic-gone:\(place.chat):\(thread):\(message)",
                target: .chat(id: place.chat, thread: nil),
                content: .text(RenderedMessage(html: html)),
                priority: .warning
            )
        ]
        try await store.commit(batch)
    }
}

extension Optional {
    fileprivate func asyncFlatMap<Result>(_ body: (Wrapped) async throws -> Result?) async rethrows -> Result? {
        guard let self else { return nil }
        return try await body(self)
    }
}
