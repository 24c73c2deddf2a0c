import Market
import Operations
import Store

/// `/top [DATE] [FEED]`: the feeds that were published latest on a day, today by default, by their worst slot.
struct TopCommand: ChatCommand {
    let name = "top"
    let summary = TopPhrase.summary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        let today = request.context.today
        let wish = FeedWish(request.call.arguments, today: today)
        if let word = wish.rest.first { return request.reply(request.wording.html(noDate: word)) }
        return try await TopScreen.reply(Feed.all.filter(wish.covers), on: wish.date ?? today, request)
    }
}

/// How late the slots of one feed were published on one day.
struct SlowFeed: Hashable {
    let feed: Feed
    let worst: SlotRecord
    /// Seconds.
    let median: Double

    /// Returns nil without slots.
    init?(_ feed: Feed, _ slots: [SlotRecord]) {
        let delays = slots.map { Double($0.publicationDelay.wholeSeconds) }
        guard let worst = slots.max(by: { $0.publicationDelay < $1.publicationDelay }),
            let figures = DelayStatistics(seconds: delays)
        else { return nil }
        self.feed = feed
        self.worst = worst
        median = figures.median
    }
}

/// What `/top` says: the slowest first.
struct TopScreen {
    let feeds: [SlowFeed]
    /// The day, where it is not today.
    var date: CivilDate?
    let wording: Wording

    private static let shown = 10

    /// What the store holds of a day, as an answer.
    static func reply(_ feeds: [Feed], on date: CivilDate, _ request: CommandRequest) async throws -> Reaction {
        var slow: [SlowFeed] = []
        for feed in feeds where feed.endpoint.isSlotted {
            let slots = try await request.context.store.feeds.slots(feed, on: date)
            if let figures = SlowFeed(feed, slots) { slow.append(figures) }
        }
        let other = date == request.context.today ? nil : date
        return request.reply(TopScreen(feeds: slow, date: other, wording: request.wording).html)
    }

    var html: String {
        let day = date.map { wording.fullDate($0) }
        guard !feeds.isEmpty else {
            return day.map { wording.html(TopPhrase.emptyDay, ["date": $0]) } ?? wording.html(CommandPhrase.delaysEmpty)
        }
        var table = TextTable(
            [.left, .right, .right, .right],
            header: [TopPhrase.feed, .median, .worst, .slot].map { wording.text($0) }
        )
        let order = feeds.sorted {
            ($1.worst.publicationDelay, $1.median, $0.feed.description)
                < ($0.worst.publicationDelay, $0.median, $1.feed.description)
        }
        for slow in order.prefix(Self.shown) {
            table.add([
                slow.feed.description, clock(Int64(slow.median)), clock(slow.worst.publicationDelay.wholeSeconds),
                slow.worst.label.shortDescription,
            ])
        }
        let title = day.map { wording.html(TopPhrase.titleDay, ["date": $0]) } ?? wording.html(TopPhrase.title)
        return "<b>\(title)</b>\n\(table.html)"
    }

    /// `4:05`: minutes and seconds.
    private func clock(_ seconds: Int64) -> String {
        "\(max(0, seconds) / 60):\(padded(Int(max(0, seconds) % 60), to: 2))"
    }
}

/// The sentences of `/top`.
enum TopPhrase: String, Phrase {
    case summary, title, titleDay, emptyDay, feed, median, worst, slot

    var texts: Texts {
        switch self {
        case .summary: Texts("самые медленные источники", "the slowest feeds of today")
        case .title: Texts("Самые медленные сегодня", "The slowest today")
        case .titleDay: Texts("Задержки за {date}", "Delays on {date}")
        case .emptyDay: Texts("За {date} слотов нет", "No slots on {date}")
        case .feed: Texts("Источник", "Feed")
        case .median: Texts("Медиана", "Median")
        case .worst: Texts("Худший", "Worst")
        case .slot: Texts("Слот", "Slot")
        }
    }
}
