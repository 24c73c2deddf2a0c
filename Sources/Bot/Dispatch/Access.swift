import Market
import Operations
import Store

/// Who may what: deny by default, numeric ids only.
struct Access: Sendable {
    let context: BotContext
    let members: GroupMembers

    /// The person behind a request with the role that holds in that chat.
    func caller(
        _ user: TelegramUser,
        in message: TelegramMessage,
        key: String
    ) async throws -> Caller {
        var chat = message.chat
        // A button of the old group is pressed in the new one.
        if !chat.isPrivate { chat.id = try await ChatDirectory(settings: context.store.settings).present(chat.id) }
        let isKnownChat = try await isKnown(chat, user: user)
        var person = user.isShared ? nil : try await context.store.people.person(user.id)
        if isKnownChat, !user.isShared, person?.isOfGroup ?? true, !context.options.admins.contains(user.id) {
            person = try await members.person(user)
        }
        let name = user.firstName.isEmpty ? person?.name ?? String(user.id) : String(user.firstName.prefix(40))
        // Whoever was let in by number, or is called otherwise since, goes by the present name from now on.
        if let person, person.name != name { try await context.store.people.rename(person.id, to: name) }
        var role = person?.role
        let isAppointed = context.options.admins.contains(user.id) && !user.isShared
        if isAppointed {
            role = .admin
            if person == nil { try await context.store.people.noteAppointed(user.id, name: name) }
        }
        let isAnonymous = user.id == TelegramUser.anonymousAdministrator
        if isAnonymous { role = .viewer }
        let chats = PrivateChats(settings: context.store.settings)
        let own = try await chats.chosen(by: user.id) ?? person?.language.flatMap(Language.init(rawValue:))
        let fallback = chat.isPrivate ? Language(tag: user.languageCode) : try await chats.chosen(by: chat.id)
        let language = own ?? fallback ?? context.options.language
        return Caller(
            id: user.id,
            name: name,
            role: isKnownChat ? role : nil,
            chat: chat,
            origin: message.chat.id,
            thread: message.isTopicMessage ? message.threadID : nil,
            messageID: message.messageID,
            key: key,
            wording: Wording(language),
            roleElsewhere: isKnownChat || isAnonymous ? nil : role,
            isTeamChat: isKnownChat,
            isAnonymous: isAnonymous,
            isAppointed: isAppointed,
            isOfGroup: !isAppointed && person?.isOfGroup ?? false
        )
    }

    /// A private chat with the person, the configured group, or the escalation chat; roles hold nowhere else.
    private func isKnown(_ chat: TelegramChat, user: TelegramUser) async throws -> Bool {
        if chat.isPrivate { return chat.id == user.id }
        guard chat.isGroup else { return false }
        for configured in [context.options.group, try await context.settings.escalationChat()].compactMap({ $0 }) {
            if try await ChatDirectory(settings: context.store.settings).present(configured) == chat.id { return true }
        }
        return false
    }
}

/// Where configured chats are now: a group keeps its place in the configuration when it becomes a supergroup.
struct ChatDirectory: Sendable {
    let settings: SettingStore

    /// Follows migrations from the configured id to the present one.
    func present(_ chat: Int64) async throws -> Int64 {
        var current = chat
        // A group migrates once; the bound only stops a circle of wrong rows.
        for _ in 0..<4 {
            guard let next = try await settings.value(SettingName.migrated(current)).flatMap({ Int64($0) }) else {
                return current
            }
            current = next
        }
        return current
    }
}
