import Market
import Store

/// `/plot fo obstats 2026-11-19`: the delay plot of one feed and day; without a date, today.
struct PlotCommand: ChatCommand {
    let name = "plot"
    let summary = CommandPhrase.plotSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let words = request.call.arguments
        guard words.count >= 2, let market = MarketID(words[0]), let endpoint = Endpoint(words[1]),
            endpoint.isSlotted, Feed.exists(endpoint, on: market)
        else { return request.reply(wording.html(CommandPhrase.plotUsage)) }
        var date = request.desk.today
        if words.count > 2 {
            guard let wanted = CivilDate(words[2]) else {
                return request.reply(wording.html(CommandPhrase.plotNoDate, ["text": words[2]]))
            }
            date = wanted
        }
        let feed = Feed(market, endpoint)
        guard try await !request.desk.store.slots(feed, on: date).isEmpty else {
            return request.reply(
                wording.html(
                    CommandPhrase.plotNothing,
                    ["feed": feed.description, "date": wording.longDate(date)]
                )
            )
        }
        var reaction = Reaction()
        reaction.add(
            request.caller,
            .plot(feed, date: date.description, replyTo: request.caller.replyTo),
            at: request.now
        )
        return reaction
    }
}
