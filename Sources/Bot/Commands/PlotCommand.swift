import Market
import Operations
import Store

/// `/plot fo obstats 2026-11-19`: the delay plot of one feed and day; without a date, today; with `file`, as a document; where several feeds
/// may be meant, as by `/plot FO вчера`, a button for each.
struct PlotCommand: ChatCommand {
    let name = "plot"
    let summary = CommandPhrase.plotSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let isFile = request.call.arguments.contains { Self.fileWords.contains($0.lowercased()) }
        let wish = FeedWish(
            request.call.arguments.filter { !Self.fileWords.contains($0.lowercased()) },
            today: request.context.today
        )
        let date = wish.date ?? request.context.today
        if let word = wish.rest.first {
            let isDate = wish.feed != nil && wish.date == nil
            return request.reply(isDate ? wording.html(noDate: word) : wording.html(CommandPhrase.plotUsage))
        }
        guard wish.market != nil && wish.endpoint != nil else { return choice(wish, on: date, request) }
        guard let feed = wish.feed, feed.endpoint.isSlotted else {
            return request.reply(wording.html(CommandPhrase.plotUsage))
        }
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
        let file = PlotFileRoute(market: feed.market, endpoint: feed.endpoint, date: date).content(replyTo: replyTo)
        reaction.add(
            request.caller,
            isFile ? file : .plot(feed, date: date, replyTo: replyTo),
            at: request.now
        )
        return reaction
    }

    /// A button for each feed that may be meant, and the days beside the one that is chosen.
    private func choice(_ wish: FeedWish, on date: CivilDate, _ request: CommandRequest) -> Reaction {
        let wording = request.wording
        var choice = CommandChoice(name)
        for market in AlgoPackSegment.allCases {
            let feeds = Feed.all(of: market).filter { $0.endpoint.isSlotted && wish.covers($0) }
            for start in stride(from: 0, to: feeds.count, by: 2) {
                choice.add(
                    feeds[start..<min(start + 2, feeds.count)].map { feed in
                        (feed.description, [feed.market.rawValue, feed.endpoint.rawValue, date.description])
                    }
                )
            }
        }
        let (before, after) = (date.adding(days: -1), date.adding(days: 1))
        let named = [wish.market?.rawValue, wish.endpoint?.rawValue].compactMap(\.self)
        var days = [("‹ \(wording.shortDate(before))", named + [before.description])]
        if after <= request.context.today {
            days.append(("\(wording.shortDate(after)) ›", named + [after.description]))
        }
        choice.add(days)
        return request.offer(wording.html(CommandPhrase.plotChoice, ["date": wording.longDate(date)]), choice)
    }

    private static let fileWords = ["file", "файл", "файлом"]
}
