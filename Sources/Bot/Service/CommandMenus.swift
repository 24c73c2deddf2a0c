import Market
import Operations
import Platform
import Store

/// Keeps the lists beside the input field as they should be; sends only what has changed.
struct CommandMenus: Sendable {
    let client: TelegramClient
    let people: PeopleStore
    let settings: SettingStore
    let options: BotOptions
    let log: Log

    /// Sends the lists that differ from those sent last, and takes away those of people who are gone.
    ///
    /// A list that could not be set is only a convenience lost: logged, and tried again at the next change or start.
    func step() async throws {
        let wanted = try await plan()
        for menu in wanted {
            let (key, print) = (SettingName.commandMenuPrefix + menu.key, menu.fingerprint)
            guard try await settings.value(key) != print else { continue }
            try await perform(menu, key, print) {
                try await client.setCommands(menu.entries, scope: menu.scope, language: menu.language)
            }
        }
        let keys = Set(wanted.map { SettingName.commandMenuPrefix + $0.key })
        for (key, _) in try await settings.all(prefix: SettingName.commandMenuPrefix)
        where !keys.contains(key) {
            guard let menu = CommandMenu(key: String(key.dropFirst(SettingName.commandMenuPrefix.count))) else {
                continue
            }
            try await perform(menu, key, nil) {
                try await client.deleteCommands(scope: menu.scope, language: menu.language)
            }
        }
    }

    /// Every list there should be now.
    func plan() async throws -> [CommandMenu] { try await wanted().menus }

    /// What the lists depend on.
    ///
    /// Asked for every few seconds while people write, so it reads all languages and chats at once.
    func wanted() async throws -> CommandMenuPlan {
        var group: Int64?
        if let configured = options.group {
            group = try await ChatDirectory(settings: settings).present(configured)
        }
        let people = try await people.all()
        let appointed = options.admins
        let known = Set(people.map(\.id))
        let roles =
            people.map { ($0.id, appointed.contains($0.id) ? Role.admin : $0.role) }
            + appointed.filter { !known.contains($0) }.map { ($0, .admin) }
        let languages = try await values(SettingName.languagePrefix)
        let chats = try await values(SettingName.privateChatPrefix)
        let closed = try await values(SettingName.closedChatPrefix)
        let readers = roles.map { id, role in
            CommandMenuPlan.Reader(
                id: id,
                role: role,
                language: languages[String(id)].flatMap(Language.init(rawValue:)),
                hasPrivateChat: chats[String(id)] != nil && closed[String(id)] == nil
            )
        }
        return CommandMenuPlan(group: group, people: readers, language: options.language)
    }

    /// Settings by what follows the beginning of their names.
    private func values(_ prefix: String) async throws -> [String: String] {
        let all = try await settings.all(prefix: prefix)
        return Dictionary(uniqueKeysWithValues: all.map { (String($0.key.dropFirst(prefix.count)), $0.value) })
    }

    private func perform(_ menu: CommandMenu, _ key: String, _ print: String?, _ call: () async throws -> Void)
        async throws
    {
        do {
            try await call()
            try await settings.set(key, print)
        } catch let error as TelegramError {
            // A chat that the person never opened, or a group they are not in: the next change tries again.
            log.debug("Command list not registered", ["scope": menu.key, "error": error.description])
        }
    }
}
