import Market
import Operations
import Store

/// Chats that refused the bot, with the server's reason; a success or a new invitation opens them again.
struct ClosedChats: Sendable {
    let store: OperationsStore

    /// Chat id as text, and why; sorted.
    func all() async throws -> [(chat: String, reason: String)] {
        try await store.settings.all(prefix: SettingName.closedChatPrefix).map {
            (String($0.key.dropFirst(SettingName.closedChatPrefix.count)), $0.value)
        }
    }

    /// True when this is news: not known, and not told within a day.
    func close(_ chat: Int64, reason: String, at now: Timestamp) async throws -> Bool {
        let known = try await store.settings.value(SettingName.closedChat(chat))
        guard known != reason else { return false }
        let toldKey = SettingName.closedChatTold(chat)
        let told = try await store.settings.instant(toldKey)
        let isNews = known == nil && told.map { now < $0 || $0 + .hours(24) <= now } ?? true
        var batch = StoreBatch()
        batch.settings.values[SettingName.closedChat(chat)] = reason
        if isNews { batch.settings.values[toldKey] = String(now.milliseconds) }
        try await store.commit(batch)
        return isNews
    }
}
