import Market
import Store

/// `/settings`: quiet hours of the chat, the escalation's second chat and delay, forum topics.
struct SettingsCommand: ChatCommand {
    let name = "settings"
    let summary = CommandPhrase.settingsSummary
    let role: Role? = .admin
    let isReadOnly = false

    func answer(_ request: CommandRequest) async throws -> Reaction {
        var state = try await SettingsState(request.context, request.caller)
        guard let first = request.call.arguments.first else {
            return show(state, .root, Reaction(), request)
        }
        let values = Array(request.call.arguments.dropFirst())
        let changes: [SettingsChange]
        let screen: SettingsRoute
        switch first.lowercased() {
        case "quiet":
            guard let change = quiet(values) else { return usage(request) }
            (changes, screen) = ([change], .quiet)
        case "escalation":
            guard let wanted = escalation(values) else { return usage(request) }
            (changes, screen) = (wanted, .escalation)
        default: return usage(request)
        }
        var reaction = Reaction()
        for change in changes {
            let changed = Reaction.changing(&state, change, request.caller, at: request.now)
            reaction.batch.settings.values.merge(changed.batch.settings.values) { _, new in new }
            reaction.batch.audit.entries += changed.batch.audit.entries
        }
        return show(state, screen, reaction, request)
    }

    private func show(_ state: SettingsState, _ route: SettingsRoute, _ reaction: Reaction, _ request: CommandRequest)
        -> Reaction
    {
        var reaction = reaction
        let screen = SettingsScreen(state: state, wording: request.wording).message(route)
        reaction.reply(request.caller, screen.html, keyboard: screen.keyboard, at: request.now)
        return reaction
    }

    private func usage(_ request: CommandRequest) -> Reaction {
        request.reply(request.wording.html(SettingsPhrase.usage))
    }

    /// `off`, or two times and perhaps a mode.
    private func quiet(_ words: [String]) -> SettingsChange? {
        if words.map({ $0.lowercased() }) == ["off"] { return .quiet(nil) }
        guard (2...3).contains(words.count) else { return nil }
        let times = words.prefix(2).map {
            $0.firstIndex(of: ":") == $0.index($0.startIndex, offsetBy: 1) ? "0\($0)" : $0
        }
        let mode = words.count == 3 ? " \(words[2])" : ""
        return QuietHours("\(times[0])-\(times[1])\(mode)").map { .quiet($0) }
    }

    /// A chat or `off`, minutes, or both.
    private func escalation(_ words: [String]) -> [SettingsChange]? {
        var changes: [SettingsChange] = []
        for word in words {
            if word.lowercased() == "off" {
                changes.append(.secondChat(nil))
            } else if let number = Int64(word), (1...1_440).contains(number) {
                changes.append(.delay(Int(number)))
            } else if let chat = Int64(word), chat != 0 {
                changes.append(.secondChat(chat))
            } else {
                return nil
            }
        }
        return (1...2).contains(changes.count) ? changes : nil
    }
}
