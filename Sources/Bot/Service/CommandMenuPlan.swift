import Platform
import Store

/// One list of commands: for whom, in which language, and what it says.
struct CommandMenu: Hashable, Sendable {
    let scope: BotCommandScope
    /// Two letters; nil: everybody whose language has no list of its own.
    let language: String?
    let entries: [BotCommandEntry]

    init(scope: BotCommandScope, language: String?, entries: [BotCommandEntry]) {
        self.scope = scope
        self.language = language
        self.entries = entries
    }

    /// Names the list in the store: `chat:1001.ru`.
    var key: String { "\(scope.key).\(language ?? "")" }

    /// Reads the scope and language back, without entries; nil for what another version wrote.
    init?(key: String) {
        let parts = key.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let scope = BotCommandScope(key: parts[0]) else { return nil }
        self.init(scope: scope, language: parts[1].isEmpty ? nil : parts[1], entries: [])
    }

    /// Changes when the list does.
    var fingerprint: String {
        String(FNV1a.hash(entries.map { "/\($0.command) \($0.description)\n" }.joined()), radix: 16)
    }
}

/// Decides which lists there should be (docs/reference/telegram.md, Methods); a pure value.
///
/// The server looks from the most specific scope to the least, so a person with a role sees that role's commands, the
/// others in the team's group see what everybody there may read, and strangers see `/info`.
struct CommandMenuPlan: Hashable, Sendable {
    /// Somebody with a role.
    struct Reader: Hashable, Sendable {
        var id: Int64
        var role: Role
        /// Chosen with `/lang`; nil: that of the person's client.
        var language: Language?
        /// Whether the bot may write to them; before that the server knows no such chat.
        var hasPrivateChat: Bool
    }

    let group: Int64?
    let people: [Reader]
    /// For clients that are neither Russian nor English.
    let language: Language

    var menus: [CommandMenu] {
        let stranger = ChatCommands.all.filter { $0.role == nil }
        var menus = lists(.everyone, stranger) + lists(.privateChats, stranger) + lists(.groupChats, stranger)
        // Who adds the bot to a new group needs its number for the configuration, and is told so.
        menus += Self.languages(language).map { code, language in
            let text = Wording(language).text(AccessPhrase.infoAdminSummary)
            let entry = BotCommandEntry(command: "info", description: text)
            return CommandMenu(scope: .allAdministrators, language: code, entries: [entry])
        }
        if let group {
            let readers = usable(by: .viewer).filter { $0.isReadOnly }
            menus += lists(.chat(group), readers)
            // They may be anonymous, and then may only read, whatever role they have.
            menus += lists(.administrators(group), readers)
        }
        for person in people {
            let commands = usable(by: person.role)
            if person.hasPrivateChat { menus += lists(.chat(person.id), commands, chosen: person.language) }
            if let group { menus += lists(.member(group, person.id), commands, chosen: person.language) }
        }
        return menus
    }

    private func usable(by role: Role) -> [any ChatCommand] {
        ChatCommands.all.filter { $0.name != "start" && ChatCommands.isUsable($0, by: role) }
    }

    /// The list in each language; only one where the reader has chosen.
    private func lists(_ scope: BotCommandScope, _ commands: [any ChatCommand], chosen: Language? = nil)
        -> [CommandMenu]
    {
        let languages = chosen.map { [(String?.none, $0)] } ?? Self.languages(language)
        return languages.map { code, language in
            let entries = commands.map { command in
                BotCommandEntry(command: command.name, description: Wording(language).text(command.summary))
            }
            return CommandMenu(scope: scope, language: code, entries: entries)
        }
    }

    /// Russian and English clients get their own, the rest the bot's language.
    private static func languages(_ fallback: Language) -> [(code: String?, language: Language)] {
        [(nil, fallback)] + Language.allCases.map { ($0.rawValue, $0) }
    }
}
