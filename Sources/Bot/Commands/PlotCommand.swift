import Market
import Operations
import Store

/// `/plot fo obstats 2026-11-19`: the delay plot of one feed and day; without a date, today; with `file`, as a document.
struct PlotCommand: ChatCommand {
    let name = "plot"
    let summary = CommandPhrase.plotSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let isFile = request.call.arguments.contains { Self.fileWords.contains($0.lowercased()) }
        let words = request.call.arguments.filter { !Self.fileWords.contains($0.lowercased()) }
        guard words.count >= 2, let market = AlgoPackSegment(words[0]), let endpoint = Endpoint(words[1]),
            endpoint.isSlotted, Feed.exists(endpoint, on: market)
        else { return request.reply(wording.html(CommandPhrase.plotUsage)) }
        var date = request.context.today
        if words.count > 2 {
            guard let wanted = DateReader(today: date).date(words[2]) else {
                return request.reply(wording.html(noDate: words[2]))
            }
            date = wanted
        }
        let feed = Feed(market, endpoint)
        guard try await !request.context.store.feeds.slots(feed, on: date).isEmpty else {
            return request.reply(
                wording.html(
                    CommandPhrase.plotNothing,
                    ["feed": feed.description, "date": wording.fullDate(date)]
                )
            )
        }
        var reaction = Reaction()
        let replyTo = request.caller.replyTo
        let file = PlotFileRoute(market: market, endpoint: endpoint, date: date).content(replyTo: replyTo)
        reaction.add(
            request.caller,
            isFile ? file : .plot(feed, date: date.description, replyTo: replyTo),
            at: request.now
        )
        return reaction
    }

    private static let fileWords = ["file", "файл", "файлом"]
}
