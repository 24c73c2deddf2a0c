import Platform
import Store

/// Registers the lists beside the input field: Russian for Russian clients, English for the others, per scope.
struct CommandMenus: Sendable {
    let client: TelegramClient
    let desk: BotDesk

    /// A list that could not be set is only a convenience lost: logged, and tried again at the next start.
    func register() async {
        let everyone = ChatCommands.all.filter { $0.role == nil }
        let viewers = ChatCommands.all.filter { $0.name != "start" && ($0.role ?? .viewer) < .admin }
        do {
            for language in Language.allCases {
                let code = language == .english ? nil : language.rawValue
                try await client.setCommands(entries(everyone, language), scope: .everyone, language: code)
                try await client.setCommands(entries(viewers, language), scope: .privateChats, language: code)
                guard let group = desk.options.group else { continue }
                let chat = try await ChatDirectory(store: desk.store).present(group)
                try await client.setCommands(entries(viewers, language), scope: .chat(chat), language: code)
            }
        } catch {
            desk.log.warning("Command lists not registered", ["error": "\(error)"])
        }
    }

    private func entries(_ commands: [any ChatCommand], _ language: Language) -> [BotCommandEntry] {
        commands.map { BotCommandEntry(command: $0.name, description: Wording(language).text($0.summary)) }
    }
}
