import Market
import Store

/// Chats that refused the bot, with the server's reason; a success or a new invitation opens them again.
struct ClosedChats: Sendable {
    let store: StateStore

    static func key(_ chat: Int64) -> String { prefix + String(chat) }

    /// Chat id as text, and why; sorted.
    func all() async throws -> [(chat: String, reason: String)] {
        try await store.settings(prefix: Self.prefix).map { (String($0.key.dropFirst(Self.prefix.count)), $0.value) }
    }

    /// True when this is news.
    func close(_ chat: Int64, reason: String) async throws -> Bool {
        let known = try await store.setting(Self.key(chat))
        if known != reason { try await store.setSetting(Self.key(chat), reason) }
        return known == nil
    }

    func open(_ chat: Int64) async throws {
        guard try await store.setting(Self.key(chat)) != nil else { return }
        try await store.setSetting(Self.key(chat), nil)
    }

    static let prefix = "telegram.closed."
    static let toldPrefix = "telegram.closed_told."
}
