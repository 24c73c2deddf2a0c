import Market
import Operations
import Store

/// Tells the admins something, each in private and in their own language; the group where nobody has a private chat.
struct AdminVoice: Sendable {
    let context: BotContext

    /// - Parameters:
    ///   - key: unique for ever; begins the keys of the drafts.
    ///   - except: who knows it already.
    func drafts(key: String, except: Int64? = nil, _ text: (Wording) -> String) async throws -> [OutboxDraft] {
        let people = try await context.store.people.all()
        let named = people.filter { $0.role == .admin }.map(\.id)
        let admins = (named + context.options.admins.filter { !named.contains($0) }).filter { $0 != except }
        // The only admin did it: nobody else has to know.
        if admins.isEmpty, except != nil { return [] }
        var drafts: [OutboxDraft] = []
        let chats = PrivateChats(settings: context.store.settings)
        for admin in admins where try await chats.isOpen(admin) {
            let person = people.first { $0.id == admin }
            let html = text(Wording(try await chats.language(of: admin, person, context)))
            drafts.append(draft("\(key):\(admin)", .chat(id: admin, thread: nil), html))
        }
        guard drafts.isEmpty, let group = context.options.group else { return drafts }
        let chat = try await ChatDirectory(settings: context.store.settings).present(group)
        let language = try await Access.language(of: chat, context) ?? context.options.language
        return [draft("\(key):group", .group, text(Wording(language)))]
    }

    private func draft(_ key: String, _ target: ChatTarget, _ html: String) -> OutboxDraft {
        OutboxDraft(
            dedupeKey: key,
            target: target,
            content: .text(RenderedMessage(html: html)),
            priority: .reply,
            expiresAt: context.now + .hours(24)
        )
    }
}

/// Who has written to the bot in private: a bot cannot begin such a chat itself.
struct PrivateChats: Sendable {
    let settings: SettingStore

    /// The language of the person's client, which no command changes; a dash where it is another.
    static func value(_ user: TelegramUser) -> String { Language(tag: user.languageCode)?.rawValue ?? "-" }

    /// What the bot writes to the person in: their choice, or else the language of their client.
    func language(of id: Int64, _ person: Person?, _ context: BotContext) async throws -> Language {
        if let chosen = try await Access.language(of: id, context) { return chosen }
        if let named = person?.language.flatMap(Language.init(rawValue:)) { return named }
        let client = try await settings.value(SettingName.privateChat(id)).flatMap(Language.init(rawValue:))
        return client ?? context.options.language
    }

    func isOpen(_ person: Int64) async throws -> Bool {
        guard try await settings.value(SettingName.privateChat(person)) != nil else { return false }
        return try await settings.value(SettingName.closedChat(person)) == nil
    }
}
