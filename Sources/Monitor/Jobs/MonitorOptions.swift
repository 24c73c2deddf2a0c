package import Market

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
    /// The zone of the daily times below; default Moscow.
    ///
    /// Sessions, the days that reports are about and the nightly upkeep are in Moscow time always.
    package var zone: TimeZoneRules = .moscow
    /// Default 19:01 (seed 002).
    package var hi2Time = TimeOfDay(hour: 19, minute: 1) ?? .midnight
    /// The late look at hi2, because loads come late at times; default 20:31; nil for none.
    package var hi2RecheckTime: TimeOfDay? = TimeOfDay(hour: 20, minute: 31)
    /// Default 19:02 (seed 002).
    package var plotsTime = TimeOfDay(hour: 19, minute: 2) ?? .midnight
    /// Default 19:03, behind the albums.
    package var dayReportTime = TimeOfDay(hour: 19, minute: 3) ?? .midnight
    /// The report after the evening session; default 23:55; nil for none.
    package var eveningReportTime: TimeOfDay? = TimeOfDay(hour: 23, minute: 55)
    /// On the last trading day of a week; default 23:57; nil for none.
    package var weekReportTime: TimeOfDay? = TimeOfDay(hour: 23, minute: 57)
    /// How long slots, runs and sent messages are kept; default 60 days, which hold 20 trading days also after New Year.
    package var historyAge = Duration.hours(60 * 24)
    /// Whether the exchange's calendar is read every morning; default true.
    package var readsCalendarFeed = true
    /// False in a replay of recorded rows, which hold neither hi2 nor a calendar of their year.
    package var checksDailySets = true
    /// The bot counts as silent after this long without a heartbeat; default 3 minutes.
    package var botSilence = Duration.minutes(3)
    /// The clock counts as wrong when it differs from Telegram's or the exchange's by more; default 30 s.
    package var clockSkew = Duration.seconds(30)
    /// False in a replay, where the bot only speaks when it is asked to.
    package var watchesBot = true

    package init() {}
}
