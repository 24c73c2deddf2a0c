import Market
import Operations
import Platform
import Store

/// Tells in one message what a chat was spared in its quiet hours; what still burns then comes as usual.
struct QuietDigest: Sendable {
    let store: OperationsStore
    let renderer: MessageRenderer

    private static let lines = 20

    /// Notes that something is held back for a target until the given instant.
    func note(_ target: ChatTarget, chat: Int64, until: Timestamp) async throws {
        let key = SettingName.quietHeldPrefix + target.chatKey
        guard try await store.settings.value(key) == nil else { return }
        try await store.settings.set(key, "\(until.milliseconds) \(chat)")
    }

    /// Settles what is due.
    ///
    /// - Parameter language: of a chat.
    /// - Returns: whether anything was held back: false until ``note(_:chat:until:)`` is called.
    func step(at now: Timestamp, language: (Int64) async throws -> Language) async throws -> Bool {
        let held = try await store.settings.all(prefix: SettingName.quietHeldPrefix)
        for (key, value) in held {
            let numbers = value.split(separator: " ").compactMap { Int64($0) }
            guard numbers.count == 2 else {
                try await store.settings.set(key, nil)
                continue
            }
            guard Timestamp(milliseconds: numbers[0]) <= now else { continue }
            let chatKey = String(key.dropFirst(SettingName.quietHeldPrefix.count))
            // Where two processes died of the digest, what was held back comes one by one instead.
            if try await store.processes.beginWork(.digest, chatKey) <= 2 {
                let wording = Wording(try await language(numbers[1]))
                try await settle(chatKey, until: numbers[0], chat: numbers[1], wording, now)
            } else {
                renderer.log.error(
                    "Digest of the quiet hours given up: the bot ended twice while it was drawing it",
                    ["chat": chatKey]
                )
            }
            try await store.settings.set(key, nil)
            try await store.processes.endWork(.digest, chatKey)
        }
        return !held.isEmpty
    }

    /// A second run after a crash says the same message again under the same key, so it is said once.
    private func settle(_ chatKey: String, until: Int64, chat: Int64, _ wording: Wording, _ now: Timestamp) async throws
    {
        let held = try await store.outbox.queued(chatKey: chatKey, priority: .warning).filter {
            $0.createdAt < Timestamp(milliseconds: until)
        }
        var lines: [String] = []
        var told: Set<Int64> = []
        var over: [Int64] = []
        for message in held {
            let line: String?
            if let id = message.draft.content.alerts.first {
                let alert = try await store.alerts.alert(id)?.withoutLateSlots(store.feeds)
                let leader = alert?.groupID ?? id
                let isBurning = try await store.alerts.open().contains { ($0.groupID ?? $0.id) == leader }
                // What still burns gets its own message now; a reply to it would say the same.
                if !(isBurning && message.draft.content.kind.traits.showsAlert) { over.append(message.id) }
                let isNews = !isBurning && alert?.closing != .unconfirmed && told.insert(leader).inserted
                let members = try await store.alerts.members(of: leader)
                line = isNews ? headline(members, wording, now) : nil
            } else {
                over.append(message.id)
                line = try await firstLine(message.draft.content, chat: chat, wording, now)
            }
            if let line { lines.append(line) }
        }
        if let target = held.first?.draft.target, !lines.isEmpty {
            try await store.outbox.enqueue([digest(lines, target, "quiet:\(chatKey):\(until)", wording)])
        }
        for id in over { try await store.outbox.markDropped(id, reason: "told in the digest of the quiet hours") }
    }

    private func headline(_ members: [AlertRecord], _ wording: Wording, _ now: Timestamp) -> String? {
        let group = IncidentGroup(members: members, wording: wording)
        return group.worst.map { "\($0.icon) \(HTMLText.escape(group.headline(at: now)))" }
    }

    private func firstLine(_ content: MessageContent, chat: Int64, _ wording: Wording, _ now: Timestamp) async throws
        -> String?
    {
        let outgoing = try await renderer.render(content, chat: chat, language: wording.language, at: now)
        guard case .text(let message, _, _) = outgoing else { return nil }
        return HTMLText.plain(message.html).split(separator: "\n").first.map { HTMLText.escape(String($0)) }
    }

    private func digest(_ lines: [String], _ target: ChatTarget, _ key: String, _ wording: Wording) -> OutboxDraft {
        var html = ["<b>\(wording.html(SettingsPhrase.quietDigest))</b>"] + lines.prefix(Self.lines)
        let rest = lines.count - Self.lines
        if rest > 0 { html.append(wording.html(IncidentPhrase.digestMore, ["count": String(rest)])) }
        return OutboxDraft(
            dedupeKey: key,
            target: target,
            content: .text(RenderedMessage(html: html.joined(separator: "\n"))),
            priority: .warning
        )
    }
}

extension MessageContent {
    var isCallForHelp: Bool {
        if case .incidentReply(_, .escalation) = self { true } else { false }
    }
}
