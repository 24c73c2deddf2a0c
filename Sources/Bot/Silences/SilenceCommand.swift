import Market
import Operations
import Store

/// `/silence fo obstats 60 vendor at work`, `/silence FO до 14:30`: no sound from these feeds for a while; without arguments, what is silent
/// now; `/silence FO off` lifts what is.
struct SilenceCommand: ChatCommand {
    let name = "silence"
    let summary = SilencePhrase.summary
    let role: Role? = .operator
    let isReadOnly = false
    let asks: [any PendingAction.Type] = [SilenceAllAction.self]

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        // Whoever asks to end a silence is shown them with their buttons, as by `/unsilence`.
        let words = request.call.arguments.map { $0.lowercased() }
        guard let first = words.first, words.count > 1 || !Self.ends.contains(first) else {
            return request.list(try await request.context.store.alerts.activeSilences(at: request.now))
        }
        if let choice = SilenceChoice(request.call.arguments, wording) {
            return request.offer(choice.html, choice.choice)
        }
        guard let wish = SilenceWish(request.call.arguments, at: request.now) else {
            if let last = words.last, Self.ends.contains(last) {
                return try await request.lift(Array(request.call.arguments.dropLast()))
            }
            return request.reply(wording.html(SilencePhrase.usage))
        }
        let (market, endpoint) = (wish.market, wish.endpoint)
        if market == nil, endpoint == nil { return try request.confirm(SilenceAllAction(span: wish.span)) }
        let silence = Silence(
            market: market,
            endpoint: endpoint,
            createdAt: request.now,
            until: request.now,
            author: ""
        )
        let scope = silence.scope(wording)
        // Whoever has typed it is told once, by what came of it; the buttons of a menu give way to a word.
        let posted = wording.html(SilencePhrase.posted, ["scope": scope])
        var reaction = request.isPress ? request.offer(posted, CommandChoice(name)) : Reaction()
        reaction.post(
            .alert(.silence(rule: nil, market: market, endpoint: endpoint, until: wish.span, reason: wish.reason)),
            by: request.caller,
            action: .silenceSet,
            object: silence.scopeLine,
            saysSuccess: true,
            patience: request.context.options.schedulerPatience,
            at: request.now
        )
        return reaction
    }

    private static let ends: Set = ["off", "end", "stop", "снять", "выкл", "выключить", "стоп"]
}

extension CommandRequest {
    /// What is silent now.
    func list(_ silences: [Silence]) -> Reaction {
        let screen = SilenceScreen(
            silences: silences,
            mayLift: caller.may(.operator),
            today: context.today,
            wording: wording
        )
        return reply(screen.html, keyboard: screen.keyboard)
    }
}
