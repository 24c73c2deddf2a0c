import Market
import Operations
import Store

/// `/unsilence 3`, `/unsilence FO`, `/unsilence all`: sound again; without an argument, what is silent now.
struct UnsilenceCommand: ChatCommand {
    let name = "unsilence"
    let summary = SilencePhrase.liftSummary
    let role: Role? = .operator
    let isReadOnly = false

    func answer(_ request: CommandRequest) async throws -> Reaction { try await request.lift(request.call.arguments) }
}

extension CommandRequest {
    /// Lifts what the words name; without words, and where several may be meant, shows them with their buttons.
    func lift(_ words: [String]) async throws -> Reaction {
        let silences = try await context.store.alerts.activeSilences(at: now)
        guard !words.isEmpty else { return list(silences) }
        switch SilenceLift(words, among: silences) {
        case .these(let meant):
            var reaction = Reaction()
            // Where the silence has hidden something the group is told so; whoever is not there, or of what hid nothing, is told alone.
            let group = context.options.group
            let isGroup = group == caller.chat.id || group == caller.origin
            let isTold = isGroup ? try await hasHidden(meant) : false
            reaction.lift(meant, for: caller, context, saysSuccess: !isTold)
            return reaction
        case .oneOf(let meant): return list(meant)
        case .none where silences.isEmpty: return list(silences)
        case .none:
            if let id = words.first.flatMap({ Int64($0) }) {
                return reply(wording.html(SilencePhrase.unknown, ["id": String(id)]))
            }
            return reply(wording.html(SilencePhrase.noneOf, ["scope": words.joined(separator: " ")]))
        case .notUnderstood: return reply(wording.html(SilencePhrase.liftUsage))
        }
    }

    /// True where an alert that any of the silences covers goes on, or ended in its time.
    private func hasHidden(_ silences: [Silence]) async throws -> Bool {
        let start = silences.map(\.createdAt).min() ?? now
        let alerts = try await context.store.alerts.open() + context.store.alerts.closed(since: start)
        return alerts.contains { alert in
            let end = alert.closedAt ?? now
            return alert.firedAt != nil && (alert.goodTicks == 0 || alert.closedAt != nil)
                && silences.contains { $0.covers(alert.key, at: end) }
        }
    }
}
