import Market
import Operations
import Store

/// `/plot fo obstats 2026-11-19`: the delay plot of one feed and day; without a date, today; with `file`, as a document.
struct PlotCommand: ChatCommand {
    let name = "plot"
    let summary = CommandPhrase.plotSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let reader = DateReader(today: request.context.today)
        let isFile = request.call.arguments.contains { Self.fileWords.contains($0.lowercased()) }
        let words = request.call.arguments.filter { !Self.fileWords.contains($0.lowercased()) }
        if words.count < 2, let date = words.first.map({ reader.date($0) }) ?? request.context.today {
            return choice(on: date, request)
        }
        guard words.count >= 2, let market = AlgoPackSegment(words[0]), let endpoint = Endpoint(words[1]),
            endpoint.isSlotted, Feed.exists(endpoint, on: market)
        else { return request.reply(wording.html(CommandPhrase.plotUsage)) }
        var date = request.context.today
        if words.count > 2 {
            guard let wanted = reader.date(words[2]) else { return request.reply(wording.html(noDate: words[2])) }
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

    /// A button for each feed, and the days beside the one that is chosen.
    private func choice(on date: CivilDate, _ request: CommandRequest) -> Reaction {
        let wording = request.wording
        var choice = CommandChoice(name)
        for market in AlgoPackSegment.allCases {
            let feeds = Feed.all(of: market).filter(\.endpoint.isSlotted)
            for start in stride(from: 0, to: feeds.count, by: 2) {
                choice.add(
                    feeds[start..<min(start + 2, feeds.count)].map { feed in
                        (feed.description, [feed.market.rawValue, feed.endpoint.rawValue, date.description])
                    }
                )
            }
        }
        let (before, after) = (date.adding(days: -1), date.adding(days: 1))
        var days = [("‹ \(wording.shortDate(before))", [before.description])]
        if after <= request.context.today { days.append(("\(wording.shortDate(after)) ›", [after.description])) }
        choice.add(days)
        return request.offer(wording.html(CommandPhrase.plotChoice, ["date": wording.longDate(date)]), choice)
    }

    private static let fileWords = ["file", "файл", "файлом"]
}
