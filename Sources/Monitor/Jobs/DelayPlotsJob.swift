package import Market
package import Scheduling
import Store

/// Sends the day's delay plots, an album per market (seed 002, 19:02).
package struct DelayPlotsJob: Sendable {
    private let feeds: FeedStore
    private let options: MonitorOptions

    init(feeds: FeedStore, options: MonitorOptions) {
        self.feeds = feeds
        self.options = options
    }

    /// The albums for the outbox; the bot draws them at delivery from the stored slots.
    ///
    /// - Parameter request: distinguishes what a person asks for from the day's own albums, which are sent once.
    package func run(on date: CivilDate, request: String = "") async throws -> RunResult {
        var batch = StoreBatch()
        var words: [String] = []
        for market in AlgoPackSegment.allCases {
            let watched = options.watched(market).filter(\.endpoint.isSlotted)
            var isKnown = false
            for feed in watched where !isKnown {
                isKnown = try await !feeds.slots(feed, on: date).isEmpty
            }
            // Of a market that is watched, the feed of which nothing came is in the album as well.
            guard isKnown else { continue }
            let endpoints = watched.map(\.endpoint)
            batch.outbox.drafts.append(
                OutboxDraft(
                    dedupeKey: "plots:\(market):\(date)\(request)",
                    content: .delayPlots(market: market, date: date, endpoints: endpoints),
                    priority: .report
                )
            )
            words.append("\(market) \(endpoints.count)")
        }
        let albums = words.joined(separator: ", ")
        return words.isEmpty ? "no slots of \(date) are stored" : RunResult("plots queued: \(albums)", writing: batch)
    }
}
