package import Market
package import Platform
package import Store

/// What the monitor's jobs are set to.
package struct MonitorOptions: Sendable {
    /// `INTERVAL_REQUEST`: how often a session is polled; default 5 minutes (seed 002).
    package var interval = Duration.minutes(5)
    package var timing = FeedTiming()
    package var alerts = AlertOptions()
    /// Feeds asked at once in a cycle; default 8.
    ///
    /// A replay sets 1.
    package var concurrency = 8
    /// The zone of the times in ``reports``; default Moscow.
    ///
    /// Sessions, the days that reports are about and the nightly upkeep are in Moscow time always.
    package var zone: TimeZoneRules = .moscow
    package var reports = ReportTimes()
    /// How long slots, runs and sent messages are kept; default 60 days, which hold 20 trading days also after New Year.
    package var historyAge = Duration.hours(60 * 24)
    package var backup = BackupOptions()
    /// Whether the exchange's calendar is read every morning; default true.
    package var readsCalendarFeed = CalendarOptions().usesFeed
    /// False in a replay of recorded rows, which hold neither hi2 nor a calendar of their year.
    package var checksDailySets = true
    /// Feeds of which a replay has no rows; nobody asks for them, judges them or counts them.
    package var unrecorded: Set<Feed> = []
    /// False in a replay of recorded rows without candles: then nobody can say whether a missing slot had trades.
    package var hasCandles = true
    /// The bot counts as silent after this long without a heartbeat; default 3 minutes.
    package var botSilence = Duration.minutes(3)
    /// The clock counts as wrong when it differs from Telegram's or the exchange's by more; default 30 s.
    package var clockSkew = Duration.seconds(30)
    /// False in a replay, where the bot only speaks when it is asked to.
    package var watchesBot = true
    /// Requested after each complete cycle, so that its owner notices our silence; default none.
    package var deadManURL: Secret<String>?

    package init() {}

    /// The feeds of a market that a cycle asks for.
    func watched(_ market: AlgoPackSegment) -> [Feed] {
        Feed.all(of: market).filter { $0.endpoint.isSlotted && !unrecorded.contains($0) }
    }
}
