import Market

/// Something that the watch looks at every minute, beside the cycles over the feeds.
protocol StandingCheck: Sendable {
    /// Looks, and judges what it sees; an empty list where nothing can be told now.
    ///
    /// - Parameter date: the trading date that new alerts belong to.
    mutating func look(_ parts: MonitorParts, at now: Timestamp, on date: CivilDate) async throws -> [Verdict]
}

/// The standing checks, in the order in which they look.
enum StandingChecks {
    static func all(_ options: MonitorOptions) -> [any StandingCheck] {
        [MissedRunsRule(), ClockSkewRule(), BotSilenceRule(period: options.botSilence), HorizonRules()]
    }
}
