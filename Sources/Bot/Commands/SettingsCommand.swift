import Market
import Operations
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

    /// `off`, or two times and perhaps a mode: `22:30 6:45 hold`, `22:30-6:45`, `с 22 до 7`.
    private func quiet(_ words: [String]) -> SettingsChange? {
        var words = words.map { $0.lowercased() }
        if words.count == 1, Self.offWords.contains(words[0]) { return .quiet(nil) }
        let mode = words.last.flatMap { QuietHours.Mode(rawValue: $0) }
        if mode != nil { words.removeLast() }
        let times = words.filter { !Self.betweenWords.contains($0) }
            .flatMap { $0.split(whereSeparator: { "-–—".contains($0) }) }.map { TimeOfDay.spoken(String($0)) }
        guard times.count == 2, let from = times[0], let to = times[1], from != to else { return nil }
        return .quiet(QuietHours(from: from, to: to, mode: mode ?? .silent))
    }

    private static let offWords: Set = ["off", "выкл", "нет", "no"]
    private static let betweenWords: Set = ["с", "до", "по", "from", "to", "until"]

    /// A chat or `off`, how long, or both.
    private func escalation(_ words: [String]) -> [SettingsChange]? {
        var changes: [SettingsChange] = []
        var rest = words.map { $0.lowercased() }[...]
        while let word = rest.first {
            if Self.offWords.contains(word) {
                changes.append(.secondChat(nil))
                rest = rest.dropFirst()
            } else if let read = SilenceSpan.length(rest), case .minutes(let count) = read.span, count <= 1_440 {
                changes.append(.delay(count))
                rest = rest.dropFirst(read.words)
            } else if let chat = Int64(word), chat != 0 {
                changes.append(.secondChat(chat))
                rest = rest.dropFirst()
            } else {
                return nil
            }
        }
        return (1...2).contains(changes.count) ? changes : nil
    }
}
