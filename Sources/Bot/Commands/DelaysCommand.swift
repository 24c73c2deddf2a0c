import Market
import Operations
import Store

/// `/delays [MARKET]`: the last slot of every feed, how late it was published, and how long ago; `/delays вчера`: the day's slowest.
struct DelaysCommand: ChatCommand {
    let name = "delays"
    let summary = CommandPhrase.delaysSummary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let wording = request.wording
        let now = request.now
        let wish = FeedWish(request.call.arguments, today: request.context.today)
        if let word = wish.rest.first { return request.reply(wording.html(noDate: word)) }
        let feeds = Feed.all.filter(wish.covers)
        if let date = wish.date, date != request.context.today {
            return try await TopScreen.reply(feeds, on: date, request)
        }
        var table = TextTable(
            [.left, .right, .right, .right],
            header: [
                wording.text(CommandPhrase.delaysFeed), wording.text(CommandPhrase.delaysSlot),
                wording.text(CommandPhrase.delaysDelay), wording.text(CommandPhrase.delaysAge),
            ]
        )
        let calendar = try await request.context.calendars.calendar()
        let alerts = try await request.context.store.alerts.open().filter {
            $0.firedAt != nil && $0.key.rule.wording.isLateness
        }
        let stale = Set(alerts.compactMap(\.key.feed))
        for feed in feeds where feed.endpoint.isSlotted {
            guard let slot = try await request.context.store.feeds.latestSlot(feed), slot.date == request.context.today
            else {
                table.add([feed.description, "--", "--", stale.contains(feed) ? "!--" : "--"])
                continue
            }
            let limit = request.context.options.ownDelayLimits[feed] ?? request.context.options.delayLimit
            let (delay, age) = (slot.publicationDelay, slot.systime.duration(to: now))
            // An old slot is no news while nothing is due, as in a break and until the first slot after it has had its time.
            let isStale = stale.contains(feed) || isOverdue(feed, after: slot, limit: limit, calendar, at: now)
            table.add([
                feed.description, slot.label.shortDescription, (delay > limit ? "!" : "") + minutes(delay, wording),
                (isStale ? "!" : "") + minutes(age, wording),
            ])
        }
        let title = wording.html(CommandPhrase.delaysTitle, ["time": wording.moscow(now, today: nil)])
        var choice = CommandChoice(name)
        choice.add(AlgoPackSegment.allCases.map { ($0.rawValue, [$0.rawValue]) })
        choice.add([(wording.text(CommonPhrase.refresh), wish.market.map { [$0.rawValue] } ?? [])])
        return request.offer("<b>\(title)</b>\n\(table.html)", choice)
    }

    /// True where a later slot of the session that goes on has not come in its time; the age counts from before that slot.
    private func isOverdue(
        _ feed: Feed,
        after slot: SlotRecord,
        limit: Duration,
        _ calendar: TradingCalendar,
        at now: Timestamp
    ) -> Bool {
        guard let window = calendar.window(at: now, feed.market) else { return false }
        let labels = calendar.expectedSlots(feed, on: slot.date).map { MoscowTime.instant(slot.date, $0) }
        guard let next = labels.first(where: { $0 > slot.systime && $0 >= window.open }) else { return false }
        return now - max(slot.systime, next - .minutes(5)) > limit
    }

    /// `4:05` minutes and seconds, short enough for a column.
    private func minutes(_ span: Duration, _ wording: Wording) -> String {
        let seconds = max(0, span.wholeSeconds)
        return seconds >= 6000
            ? "\(seconds / 3600)\(wording.language == .russian ? "ч" : "h")"
            : "\(seconds / 60):\(padded(Int(seconds % 60), to: 2))"
    }
}
