import Operations
import Store

/// `/unsilence 3`, `/unsilence all`: sound again; without an argument, what is silent now.
struct UnsilenceCommand: ChatCommand {
    let name = "unsilence"
    let summary = SilencePhrase.liftSummary
    let role: Role? = .operator
    let isReadOnly = false

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let silences = try await request.context.store.alerts.activeSilences(at: request.now)
        guard let word = request.call.arguments.first else { return request.list(silences) }
        guard request.call.arguments.count == 1 else {
            return request.reply(request.wording.html(SilencePhrase.liftUsage))
        }
        if SilenceChoice.allWords.contains(word.lowercased()) { return lift(silences, request) }
        guard let id = Int64(word) else { return request.reply(request.wording.html(SilencePhrase.liftUsage)) }
        return lift(silences.filter { $0.id == id }, request, named: word)
    }

    private func lift(_ silences: [Silence], _ request: CommandRequest, named id: String? = nil) -> Reaction {
        guard !silences.isEmpty else {
            let phrase: SilencePhrase = id == nil ? .none : .unknown
            return request.reply(request.wording.html(phrase, ["id": id ?? ""]))
        }
        var reaction = Reaction()
        // The group is told with a message of its own, where this is not it the caller is told as well.
        let group = request.context.options.group
        let isGroup = group == request.caller.chat.id || group == request.caller.origin
        reaction.lift(silences, for: request.caller, request.context, saysSuccess: !isGroup)
        return reaction
    }
}
