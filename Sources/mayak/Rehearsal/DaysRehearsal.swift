import Exchange
import Market
import Platform
import Scheduling
import Store
import Trading

/// Recorded days of daily candles through the six trading jobs, day by day, on a replay clock.
///
/// A day: signals before the open, positions and risk at the close, then collection, indicators and watchlist. Each candle is collected on
/// the evening of its day, so that nothing is decided by a later one. Positions and risk are looked at once a day: a daily candle has
/// nothing to say in between.
struct DaysRehearsal {
    let source: RecordedShares
    /// The days that are played, all but those before them as history.
    let played: ArraySlice<CivilDate>
    private let options: OrchestratorOptions
    private let store: StateStore
    private let jobs: TradingJobs
    private let clock: ReplayClock
    private let calendar: TradingCalendar

    /// - Parameters:
    ///   - count: the last so many recorded days are played; the first recorded one is always history.
    ///   - folder: for the store.
    init(
        _ source: RecordedShares,
        count: Int,
        settings: Settings,
        folder: String,
        threshold: Log.Level
    ) throws {
        self.source = source
        played = source.dates.dropFirst().suffix(count)
        var options = settings.orchestrator
        // What is recorded is of this exchange, with its hours.
        if options.market != source.market {
            var other = OrchestratorOptions(market: source.market)
            other.portfolioValue = options.portfolioValue
            options = other
        }
        options.second = nil
        options.historyDays = 4_000
        options.isDryRun = true
        self.options = options
        let calendar = Self.calendar(of: source.dates)
        self.calendar = calendar
        let start = MoscowTime.instant(source.dates[0], .midnight)
        let clock = ReplayClock(start: start)
        self.clock = clock
        let log = Log(component: "rehearsal", threshold: threshold, clock: clock)
        store = try StateStore(path: folder + "/mayak.db", clock: clock, log: log.named("store"))
        let collection = DataCollection(
            source: source,
            store: store.shares,
            batches: store.batches,
            options: options,
            calendar: { calendar },
            clock: clock,
            log: log.named("collection")
        )
        var works = PortfolioWorks(
            store: store.portfolio,
            shares: store.shares,
            source: source,
            orchestrator: options,
            watchlist: settings.watchlist,
            portfolio: settings.portfolio,
            calendar: { calendar },
            clock: clock,
            log: log.named("portfolio")
        ).all
        works[.dataCollection] = { _ in try await collection.run() }
        jobs = TradingJobs(options: options, zone: source.market.zone, works: works)
    }

    /// - Parameter progress: called after each day with what part of them is done.
    func run(progress: (Double) -> Void) async throws -> DaysSummary {
        guard let first = played.first else { return try await summary() }
        try await evening(of: source.dates.last { $0 < first } ?? first)
        for (index, date) in played.enumerated() {
            try await run(.signalGeneration, on: date, at: options.signalGenerationTime)
            try await run(.positionMonitoring, on: date, at: options.marketCloseTime)
            try await run(.riskChecks, on: date, at: options.marketCloseTime)
            try await evening(of: date)
            progress(Double(index + 1) / Double(played.count))
        }
        let summary = try await summary()
        await store.close()
        return summary
    }

    private func evening(of date: CivilDate) async throws {
        try await run(.dataCollection, on: date, at: options.dataCollectionTime)
        try await run(.indicatorCalculation, on: date, at: options.indicatorCalculationTime)
        try await run(.watchlistUpdate, on: date, at: options.watchlistUpdateTime)
    }

    private func run(_ kind: TradingJobKind, on date: CivilDate, at time: TimeOfDay) async throws {
        let offered = jobs.standing + jobs.wanted(calendar, on: date)
        // One that the configuration leaves out.
        guard let job = offered.first(where: { $0.id == kind.rawValue }) else { return }
        clock.advance(to: MoscowTime.instant(date, time))
        let context = RunContext(job: job.id, nominal: clock.now, date: date, claimedAt: clock.now, clock: clock)
        _ = try await job.body(context).write(to: store.batches)
    }

    private func summary() async throws -> DaysSummary {
        try await DaysSummary(
            store.portfolio,
            options.portfolio,
            played: played,
            options: options
        )
    }

    /// Weekdays between the recorded days on which nothing was traded are closed.
    private static func calendar(of dates: [CivilDate]) -> TradingCalendar {
        let traded = Set(dates)
        let statements = (dates[0].dayNumber...dates[dates.count - 1].dayNumber).map(CivilDate.init(dayNumber:)).map {
            CalendarStatement(
                market: .equities,
                date: $0,
                layer: .bundled,
                kind: traded.contains($0) ? .normal : .closed,
                author: "recording",
                saidAt: MoscowTime.instant($0, .midnight)
            )
        }
        return TradingCalendar(profiles: .exchange, statements: statements)
    }
}
