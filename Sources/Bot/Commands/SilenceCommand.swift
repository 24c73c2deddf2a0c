import Market
import Operations
import Store

/// `/silence fo obstats 60`: no sound from these feeds for a while; without arguments, what is silent now.
struct SilenceCommand: ChatCommand {
    let name = "silence"
    let summary = CommandPhrase.silenceSummary
    let role: Role? = .operator
    let isReadOnly = false

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        guard !request.call.arguments.isEmpty else { return try await list(request) }
        var market: MarketID?
        var endpoint: Endpoint?
        var span: SilenceSpan?
        for word in request.call.arguments {
            if let value = MarketID(word), market == nil {
                market = value
            } else if let value = Endpoint(word), endpoint == nil {
                endpoint = value
            } else if let value = Self.span(word), span == nil {
                span = value
            } else {
                return request.reply(wording.html(CommandPhrase.silenceUsage))
            }
        }
        guard let span else { return request.reply(wording.html(CommandPhrase.silenceUsage)) }
        if market == nil, endpoint == nil { return try request.confirm(.silenceAll(span)) }
        let scope = Self.scope(market, endpoint, wording)
        var reaction = request.reply(wording.html(CommandPhrase.silencePosted, ["scope": scope]))
        reaction.post(
            .alert(.silence(rule: nil, market: market, endpoint: endpoint, until: span, reason: "")),
            by: request.caller,
            action: "silence.set",
            object: scope,
            saysSuccess: true,
            patience: request.context.options.schedulerPatience,
            at: request.now
        )
        return reaction
    }

    private func list(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let silences = try await request.context.store.alerts.activeSilences(at: request.now)
        guard !silences.isEmpty else { return request.reply(wording.html(CommandPhrase.silenceNone)) }
        let rows = silences.prefix(20).map { silence in
            wording.html(
                CommandPhrase.silenceRow,
                [
                    "scope": Self.scope(silence.market, silence.endpoint, wording),
                    "time": wording.clock(silence.until, today: request.context.today),
                    "who": silence.author.signatureName,
                ]
            )
        }
        let title = "<b>\(wording.html(CommandPhrase.silenceList))</b>"
        return request.reply(([title] + rows).joined(separator: "\n"))
    }

    /// Minutes up to two days, `session` or `open`.
    private static func span(_ word: String) -> SilenceSpan? {
        switch word.lowercased() {
        case "session": .sessionEnd
        case "open": .tomorrowOpen
        default: Int(word).flatMap { (1...2880).contains($0) ? .minutes($0) : nil }
        }
    }

    private static func scope(_ market: MarketID?, _ endpoint: Endpoint?, _ wording: Wording) -> String {
        let parts = [market?.rawValue, endpoint?.rawValue].compactMap { $0 }
        return parts.isEmpty ? wording.text(NoticePhrase.silenceEndedAll) : parts.joined(separator: " ")
    }
}
