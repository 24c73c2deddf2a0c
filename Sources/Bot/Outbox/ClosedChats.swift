import Market
import Operations
import Store

/// Chats that refused the bot, with the server's reason; a success or a new invitation opens them again.
struct ClosedChats: Sendable {
    let store: OperationsStore

    static func key(_ chat: Int64) -> String { prefix + String(chat) }

    /// Chat id as text, and why; sorted.
    func all() async throws -> [(chat: String, reason: String)] {
        try await store.settings.all(prefix: Self.prefix).map {
            (String($0.key.dropFirst(Self.prefix.count)), $0.value)
        }
    }

    /// True when this is news: not known, and not told within a day.
    func close(_ chat: Int64, reason: String, at now: Timestamp) async throws -> Bool {
        let known = try await store.settings.value(Self.key(chat))
        guard known != reason else { return false }
        let toldKey = Self.toldPrefix + String(chat)
        let told = try await store.settings.value(toldKey).flatMap { Int64($0) }.map(Timestamp.init(milliseconds:))
        let isNews = known == nil && told.map { now < $0 || $0 + .hours(24) <= now } ?? true
        var batch = StoreBatch()
        batch.settings.values[Self.key(chat)] = reason
        if isNews { batch.settings.values[toldKey] = String(now.milliseconds) }
        try await store.commit(batch)
        return isNews
    }

    static let prefix = "telegram.closed."
    static let toldPrefix = "telegram.closed_told."
}
