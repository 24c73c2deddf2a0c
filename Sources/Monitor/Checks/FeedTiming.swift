package import Market
import Store

/// The times that the rules measure against.
package struct FeedTiming: Hashable, Sendable {
    /// `DELAY`: how old the newest data may be; default 600 s (seed 002).
    package var limit = AlertLimits.delay
    /// Limits of single feeds, in place of ``limit``; default none.
    package var own: [Feed: Duration] = [:]
    /// How long after its label a slot is due; default 30 s, measured publication is 6 to 13 s.
    package var publishLag = Duration.seconds(30)
    /// Length of a slot.
    package var slot = Duration.minutes(5)
    /// A hole is told of for this long after it should have come; default 30 minutes.
    package var missingWindow = Duration.minutes(30)

    package init() {}

    /// How old the newest data of a feed may be.
    package func limit(of feed: Feed) -> Duration { own[feed] ?? limit }

    /// The longest limit of a market's feeds: after that every one of them has been judged.
    package func longestLimit(of market: AlgoPackSegment) -> Duration {
        own.filter { $0.key.market == market }.values.reduce(limit, max)
    }
}
