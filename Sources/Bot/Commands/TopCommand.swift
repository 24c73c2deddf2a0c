import Market
import Operations
import Store

/// `/top`: the feeds that were published latest today, by their worst slot.
struct TopCommand: ChatCommand {
    let name = "top"
    let summary = TopPhrase.summary

    func answer(_ request: CommandRequest) async throws -> Reaction {
        var feeds: [SlowFeed] = []
        for feed in Feed.all where feed.endpoint.isSlotted {
            let slots = try await request.context.store.feeds.slots(feed, on: request.context.today)
            if let slow = SlowFeed(feed, slots) { feeds.append(slow) }
        }
        return request.reply(TopScreen(feeds: feeds, wording: request.wording).html)
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
    let wording: Wording

    private static let shown = 10

    var html: String {
        guard !feeds.isEmpty else { return wording.html(TopPhrase.empty) }
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
        return "<b>\(wording.html(TopPhrase.title))</b>\n\(table.html)"
    }

    /// `4:05`: minutes and seconds.
    private func clock(_ seconds: Int64) -> String {
        "\(max(0, seconds) / 60):\(padded(Int(max(0, seconds) % 60), to: 2))"
    }
}

/// The sentences of `/top`.
enum TopPhrase: String, Phrase {
    case summary, title, empty, feed, median, worst, slot

    var texts: Texts {
        switch self {
        case .summary: Texts("самые медленные источники", "the slowest feeds of today")
        case .title: Texts("Самые медленные сегодня", "The slowest today")
        case .empty: Texts("Слотов сегодня ещё не было", "No slots yet today")
        case .feed: Texts("Источник", "Feed")
        case .median: Texts("Медиана", "Median")
        case .worst: Texts("Худший", "Worst")
        case .slot: Texts("Слот", "Slot")
        }
    }
}
