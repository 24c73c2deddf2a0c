package import Market
package import Scheduling

/// The six jobs of a trading day (seed 001), as far as there is work for them.
///
/// Each runs alone: with five minutes of grace, late runs folded into one, one instance, and without a part in another's failure.
package struct TradingJobs: JobSource {
    /// What a job does; a job without is not offered.
    package typealias Work = @Sendable (TradingRun) async throws -> RunResult

    private let options: OrchestratorOptions
    private let zone: TimeZoneRules
    private let works: [TradingJobKind: Work]

    /// - Parameter zone: that of the options' times.
    package init(options: OrchestratorOptions, zone: TimeZoneRules, works: [TradingJobKind: Work]) {
        self.options = options
        self.zone = zone
        self.works = works
    }

    package var standing: [Job] {
        TradingJobKind.allCases.compactMap { kind in
            trigger(of: kind).flatMap { job(kind, $0) }
        }
    }

    /// Position monitoring: its hours are the day's.
    package func wanted(_ calendar: TradingCalendar, on date: CivilDate) -> [Job] {
        let hours = MonitoringHours(of: options, on: date, calendar)
        return hours.looks(every: options.positionMonitorInterval)
            .flatMap { job(.positionMonitoring, .interval($0)) }.map { [$0] } ?? []
    }

    /// Nil for the job whose hours depend on the day.
    private func trigger(of kind: TradingJobKind) -> Trigger? {
        switch kind {
        case .dataCollection: .cron(CronExpression(dailyAt: options.dataCollectionTime))
        case .indicatorCalculation: .cron(CronExpression(dailyAt: options.indicatorCalculationTime))
        case .watchlistUpdate: .cron(CronExpression(dailyAt: options.watchlistUpdateTime))
        case .signalGeneration: .cron(CronExpression(dailyAt: options.signalGenerationTime))
        case .positionMonitoring: nil
        case .riskChecks:
            // Counted from each midnight, so that they stay on the grid of the wall clock.
            IntervalTrigger(every: options.riskCheckInterval, window: .daily(from: .midnight, through: Self.lastSecond))
                .map { .interval($0) }
        }
    }

    private static let lastSecond = TimeOfDay(hour: 23, minute: 59, second: 59) ?? .midnight

    /// Nil where the job is left out or has no work yet.
    private func job(_ kind: TradingJobKind, _ trigger: Trigger) -> Job? {
        guard !options.disabled.contains(kind), let work = works[kind] else { return nil }
        let market = options.market
        return Job(
            id: options.jobID(kind),
            trigger: trigger,
            zone: zone,
            calendarRule: calendarRule(of: kind),
            jobClass: Self.jobClass(of: kind),
            catchUp: .standard,
            overlap: .skip,
            limit: kind == .dataCollection ? .hours(2) : .minutes(10),
            function: "TradingJobs.\(kind)(\(market))",
            asksFirst: kind == .signalGeneration
        ) { context in
            try await work(TradingRun(context, of: market))
        }
    }

    private func calendarRule(of kind: TradingJobKind) -> CalendarRule {
        switch (kind, options.market) {
        case (.riskChecks, _): .everyDay
        case (_, .krx): .koreanTradingDays
        // Orders stay shut on a day of which nothing is known.
        case (.signalGeneration, .moex): .days(of: [.equities], kinds: [.normal, .transferred, .short])
        // Weekend sessions belong to the next trading day.
        case (_, .moex): .days(of: [.equities], kinds: [.normal, .transferred, .short, .unknown])
        }
    }

    private static func jobClass(of kind: TradingJobKind) -> JobClass {
        switch kind {
        case .dataCollection: .dataCollection
        case .indicatorCalculation, .watchlistUpdate: .dailyReport
        case .signalGeneration: .orders
        case .positionMonitoring, .riskChecks: .risk
        }
    }
}
