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
            // The group is told with a message of its own, where this is not it the caller is told as well.
            let group = context.options.group
            let isGroup = group == caller.chat.id || group == caller.origin
            reaction.lift(meant, for: caller, context, saysSuccess: !isGroup)
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
}
