import Market
import Store

/// What admins have set from the chat, over what the configuration says; kept in the store (`/settings`).
struct ChatSettings: Sendable {
    let settings: SettingStore
    let options: BotOptions

    // MARK: Quiet hours

    func quietHours(_ chat: Int64) async throws -> QuietHours? {
        guard let text = try await settings.value(SettingName.quietHours(chat)) else { return options.quietHours }
        return QuietHours(text)
    }

    // MARK: Topics

    /// The topic for what concerns a market; 0 and nil mean the general one.
    func topic(_ chat: Int64, _ market: AlgoPackSegment?) async throws -> (thread: Int64?, key: String) {
        if let market {
            let key = SettingName.topic(chat, market)
            let set = try await settings.value(key).flatMap { Int64($0) } ?? options.topics[market]
            if let set { return (set == 0 ? nil : set, key) }
        }
        let key = SettingName.topic(chat, nil)
        let set = try await settings.value(key).flatMap { Int64($0) } ?? options.groupTopic
        return (set == 0 ? nil : set, key)
    }

    // MARK: Escalation

    /// The second chat; nil: there is none, the group hears of escalations itself.
    func escalationChat() async throws -> Int64? {
        guard let text = try await settings.value(SettingName.escalationChat) else { return options.escalation }
        return Int64(text)
    }

    /// Time after which a critical alert that nobody took is escalated.
    func escalateAfter() async throws -> Duration {
        try await settings.minutes(SettingName.escalateAfter) ?? options.escalateAfter
    }

    // MARK: A group that moves

    /// What is kept under a chat's number, under its new number.
    func moved(from old: Int64, to new: Int64) async throws -> [String: String?] {
        var moved: [String: String?] = [SettingName.migrated(old): "\(new)"]
        for (key, value) in try await settings.all(prefix: SettingName.chatPrefix(old)) {
            moved[SettingName.chatPrefix(new) + key.dropFirst(SettingName.chatPrefix(old).count)] = value
        }
        if let language = try await settings.value(SettingName.language(old)) {
            moved[SettingName.language(new)] = language
        }
        return moved
    }
}
