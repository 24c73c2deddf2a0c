import Market
import Store

/// Tells the admins something, each in private and in their own language; the group where nobody has a private chat.
struct AdminVoice: Sendable {
    let people: PeopleStore
    let settings: SettingStore
    let options: BotOptions
    let clock: any MarketClock

    /// - Parameters:
    ///   - key: unique for ever; begins the keys of the drafts.
    ///   - except: who knows it already.
    func drafts(key: String, except: Int64? = nil, _ text: (Wording) -> String) async throws -> [OutboxDraft] {
        let people = try await people.all()
        let named = people.filter { $0.role == .admin }.map(\.id)
        let admins = (named + options.admins.filter { !named.contains($0) }).filter { $0 != except }
        // The only admin did it: nobody else has to know.
        if admins.isEmpty, except != nil { return [] }
        var drafts: [OutboxDraft] = []
        let chats = PrivateChats(settings: settings)
        for admin in admins where try await chats.isOpen(admin) {
            let person = people.first { $0.id == admin }
            let html = text(Wording(try await chats.language(of: admin, person, usual: options.language)))
            drafts.append(draft("\(key):\(admin)", .chat(id: admin, thread: nil), html))
        }
        guard drafts.isEmpty, let group = options.group else { return drafts }
        let chat = try await ChatDirectory(settings: settings).present(group)
        let language = try await chats.chosen(by: chat) ?? options.language
        return [draft("\(key):group", .group, text(Wording(language)))]
    }

    private func draft(_ key: String, _ target: ChatTarget, _ html: String) -> OutboxDraft {
        OutboxDraft(
            dedupeKey: key,
            target: target,
            content: .text(RenderedMessage(html: html)),
            priority: .reply,
            expiresAt: clock.now + .hours(24)
        )
    }
}

/// Who has written to the bot in private: a bot cannot begin such a chat itself.
struct PrivateChats: Sendable {
    let settings: SettingStore

    /// The language of the person's client, which no command changes; a dash where it is another.
    static func value(_ user: TelegramUser) -> String { Language(tag: user.languageCode)?.rawValue ?? "-" }

    /// What the bot writes to the person in: their choice, or else the language of their client.
    func language(of id: Int64, _ person: Person?, usual: Language) async throws -> Language {
        if let chosen = try await chosen(by: id) { return chosen }
        if let named = person?.language.flatMap(Language.init(rawValue:)) { return named }
        let client = try await settings.value(SettingName.privateChat(id)).flatMap(Language.init(rawValue:))
        return client ?? usual
    }

    /// The language that was chosen for a chat, a private one or another.
    func chosen(by chat: Int64) async throws -> Language? {
        try await settings.value(SettingName.language(chat)).flatMap(Language.init(rawValue:))
    }

    func isOpen(_ person: Int64) async throws -> Bool {
        guard try await settings.value(SettingName.privateChat(person)) != nil else { return false }
        return try await settings.value(SettingName.closedChat(person)) == nil
    }
}
