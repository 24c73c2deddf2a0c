import Market
import Operations
import Platform
import Store

/// Keeps the lists beside the input field as they should be; sends only what has changed.
struct CommandMenus: Sendable {
    let client: TelegramClient
    let context: BotContext

    /// Sends the lists that differ from those sent last, and takes away those of people who are gone.
    ///
    /// A list that could not be set is only a convenience lost: logged, and tried again at the next change or start.
    func step() async throws {
        let wanted = try await plan()
        for menu in wanted {
            let (key, print) = (Self.prefix + menu.key, menu.fingerprint)
            guard try await context.store.settings.value(key) != print else { continue }
            try await perform(menu, key, print) {
                try await client.setCommands(menu.entries, scope: menu.scope, language: menu.language)
            }
        }
        let keys = Set(wanted.map { Self.prefix + $0.key })
        for (key, _) in try await context.store.settings.all(prefix: Self.prefix) where !keys.contains(key) {
            guard let menu = CommandMenu(key: String(key.dropFirst(Self.prefix.count))) else { continue }
            try await perform(menu, key, nil) {
                try await client.deleteCommands(scope: menu.scope, language: menu.language)
            }
        }
    }

    /// Every list there should be now.
    func plan() async throws -> [CommandMenu] {
        let directory = ChatDirectory(settings: context.store.settings)
        var group: Int64?
        if let configured = context.options.group { group = try await directory.present(configured) }
        let people = try await context.store.people.all()
        let appointed = context.options.admins
        let strangers = appointed.filter { id in !people.contains { $0.id == id } }
        let roles =
            people.map { ($0.id, appointed.contains($0.id) ? Role.admin : $0.role) } + strangers.map { ($0, .admin) }
        var readers: [CommandMenuPlan.Reader] = []
        for (id, role) in roles {
            readers.append(
                CommandMenuPlan.Reader(
                    id: id,
                    role: role,
                    language: try await Access.language(of: id, context),
                    hasPrivateChat: try await PrivateChats(settings: context.store.settings).isOpen(id)
                )
            )
        }
        return CommandMenuPlan(group: group, people: readers, language: context.options.language).menus
    }

    private func perform(_ menu: CommandMenu, _ key: String, _ print: String?, _ call: () async throws -> Void)
        async throws
    {
        do {
            try await call()
            try await context.store.settings.set(key, print)
        } catch let error as TelegramError {
            // A chat that the person never opened, or a group they are not in: the next change tries again.
            context.log.debug("Command list not registered", ["scope": menu.key, "error": error.description])
        }
    }

    static let prefix = "telegram.commands."
}
