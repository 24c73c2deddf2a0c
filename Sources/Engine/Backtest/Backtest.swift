import Execution
import Market

/// Plays a feed through strategies and a paper venue, on the events' time alone: two runs give the same result.
package struct Backtest {
    private let window: Range<Int>
    private var feed: any MarketFeed
    private let run: EngineRun
    /// Events of the feed so far, those before the plan's window too.
    private var eventsRead = 0

    /// - Parameters:
    ///   - feed: made with the plan's instruments in its first slots.
    ///   - recordsDecisions: whether every wish of the strategies is kept.
    package init(_ plan: BacktestPlan, _ feed: any MarketFeed, recordsDecisions: Bool = false) {
        self.feed = feed
        window = plan.window
        run = EngineRun(plan, recordsDecisions: recordsDecisions)
    }

    /// How far the feed has been read, 0 to 1.
    package var progress: Double { feed.progress }
    /// Events played so far.
    package var eventCount: Int { max(0, eventsRead - window.lowerBound) }
    /// One per book that was decided on; nil where nobody asked for it.
    package var decisions: ContiguousArray<StrategyWish>? { run.decisions }

    /// Plays up to so many events.
    ///
    /// - Returns: False once there are no more, or the plan's window is over.
    /// - Throws: ``FeedError``
    package mutating func play(atMost count: Int = .max) throws(FeedError) -> Bool {
        let begin = eventsRead
        // What may still be read, of the window and of what was asked for.
        let end = min(window.upperBound, begin.saturatingSum(count))
        try Self.play(&feed, through: run, &eventsRead, to: end, from: window.lowerBound)
        return eventsRead == end && end < window.upperBound
    }

    /// The feed is opened once for all events, not at each.
    private static func play(
        _ feed: inout some MarketFeed,
        through run: EngineRun,
        _ eventsRead: inout Int,
        to end: Int,
        from start: Int
    ) throws(FeedError) {
        while eventsRead < end, let event = try feed.next() {
            eventsRead += 1
            if eventsRead > start { run.process(event, of: &feed) } else { run.look(at: event, of: &feed) }
        }
    }

    /// What has come of it so far.
    ///
    /// - Parameter isPartial: The run was ended early.
    package func result(isPartial: Bool = false) -> BacktestResult {
        run.result(isPartial: isPartial, events: eventCount, skipped: feed.skipped)
    }
}
