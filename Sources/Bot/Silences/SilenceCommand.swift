import Market
import Operations
import Store

/// `/silence fo obstats 60 vendor at work`: no sound from these feeds for a while; without arguments, what is silent now.
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
        var market: AlgoPackSegment?
        var endpoint: Endpoint?
        var span: SilenceSpan?
        var reason: [String] = []
        for word in request.call.arguments {
            if reason.isEmpty, span == nil, SilenceChoice.allWords.contains(word.lowercased()) {
                continue
            } else if !reason.isEmpty {
                reason.append(word)
            } else if let value = AlgoPackSegment(word), market == nil {
                market = value
            } else if let value = Endpoint(word), endpoint == nil {
                endpoint = value
            } else if let value = SilenceSpan(word, at: request.now), span == nil {
                span = value
            } else if reason.isEmpty, case .minutes(let count)? = span, let unit = SilenceSpan.unit(word) {
                span = SilenceSpan(minutes: count * unit)
            } else if span != nil, AlgoPackSegment(word) == nil, Endpoint(word) == nil {
                reason.append(word)
            } else {
                return request.reply(wording.html(SilencePhrase.usage))
            }
        }
        guard let span else { return request.reply(wording.html(SilencePhrase.usage)) }
        if market == nil, endpoint == nil { return try request.confirm(SilenceAllAction(span: span)) }
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
            .alert(.silence(rule: nil, market: market, endpoint: endpoint, until: span, reason: Self.text(reason))),
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

    private static func text(_ words: [String]) -> String {
        String(words.joined(separator: " ").prefix(Silence.reasonLimit))
    }
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
