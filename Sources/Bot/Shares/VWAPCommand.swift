import Market
import Operations
import Store

/// `/vwap SBER`: the share's VWAP of today with its band and a chart; `/vwap SBER 2026-11-19` that of another day.
///
/// The scheduler works them out, for it alone may ask the exchange. Without a share the day's gap leaders are offered.
struct VWAPCommand: ChatCommand {
    let name = "vwap"
    let summary = SharePhrase.vwapSummary
    let group = CommandGroup.trade

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        var words = request.call.arguments
        // A date before the share is one all the same.
        let reader = DateReader(today: request.context.today)
        if words.count > 1, reader.date(words[0]) != nil, reader.date(words[1]) == nil { words.swapAt(0, 1) }
        guard let word = words.first else { return try await choice(request) }
        guard InstrumentID(.moex, SecID(word)) != nil else {
            return request.reply(wording.html(SharePhrase.vwapUsage))
        }
        var date: CivilDate?
        if words.count > 1 {
            let said = words[1]
            date = reader.date(said)
            guard let date, date <= request.context.today else { return request.reply(wording.html(noDate: said)) }
        }
        let caller = request.caller
        var reaction = Reaction()
        reaction.batch.followUps.new = [
            FollowUpDraft(
                .command(place: 0, audit: nil),
                for: caller,
                deadline: request.now + request.context.options.schedulerPatience
            )
        ]
        let question = ShareRequest.levels(
            ticker: word.uppercased(),
            date: date,
            target: caller.target,
            replyTo: caller.replyTo,
            key: caller.key
        )
        reaction.batch.commands.new.append(CommandDraft(.share(question), by: caller))
        return reaction
    }

    /// A button for each of the day's leaders.
    private func choice(_ request: CommandRequest) async throws -> Reaction {
        let usage = request.wording.html(SharePhrase.vwapUsage)
        let leaders = try await request.context.store.gaps.leaders(on: request.context.today)
        guard !leaders.isEmpty else { return request.reply(usage) }
        var choice = CommandChoice(name)
        for start in stride(from: 0, to: leaders.count, by: 3) {
            choice.add(leaders[start..<min(start + 3, leaders.count)].map { ($0.ticker, [$0.ticker]) })
        }
        return request.offer(usage, choice)
    }
}
