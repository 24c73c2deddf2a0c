import Exchange
import Market
import Platform
import Store

/// Something that the watch looks at every minute, beside the cycles over the feeds.
protocol StandingCheck: Sendable {
    /// Looks, and judges what it sees; an empty list where nothing can be told now.
    ///
    /// - Parameter date: the trading date that new alerts belong to.
    mutating func look(at now: Timestamp, on date: CivilDate) async throws -> [Verdict]
}

/// The standing checks, in the order in which they look.
enum StandingChecks {
    static func all(
        processes: ProcessStore,
        jobs: JobStore,
        settings: SettingStore,
        storePath: String,
        exchange: AlgoPackClient,
        calendars: CalendarCache,
        clock: any MarketClock,
        options: MonitorOptions
    ) -> [any StandingCheck] {
        let bot = BotSilenceRule(processes: processes, period: options.botSilence)
        let checks: [(any StandingCheck)?] = [
            MissedRunsRule(jobs: jobs),
            ClockSkewRule(
                settings: settings,
                exchange: exchange.iss.meter,
                clock: clock,
                limit: options.clockSkew
            ),
            options.watchesBot ? bot : nil,
            HorizonRules(
                calendars: options.checksDailySets ? calendars : nil,
                exchange: exchange,
                // The room of this machine is no part of a day that is played.
                disk: clock is SystemClock ? storePath : nil
            ),
        ]
        return checks.compactMap(\.self)
    }
}
