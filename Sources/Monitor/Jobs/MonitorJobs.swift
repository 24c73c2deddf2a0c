package import Market
package import Store

/// The jobs of the monitor: those of seed 002 with its ids and times, and the watch that keeps the alerts alive.
package struct MonitorJobs: Sendable {
    static let plotsJobID = "send_plots"
    static let calendarJobID = "calendar_sync"

    private let parts: MonitorParts
    private let sessions: SessionMonitor
    private let hi2: HI2Check
    private let plots: DelayPlotsJob
    private let watch: AlertWatch
    private let keeper: CalendarKeeper
    private let reports: ReportJobs

    package init(parts: MonitorParts) {
        self.parts = parts
        sessions = SessionMonitor(parts: parts)
        hi2 = HI2Check(parts: parts)
        plots = DelayPlotsJob(parts: parts)
        watch = AlertWatch(parts: parts, sessions: sessions)
        keeper = CalendarKeeper(parts: parts)
        reports = ReportJobs(parts: parts)
    }

    /// The session and report jobs that a day wants; the scheduler reconciles them with those it has.
    package func wanted(_ calendar: TradingCalendar, on date: CivilDate) -> [Job] {
        MarketID.allCases.flatMap { sessionJobs(calendar.day(date, $0)) } + reports.wanted(calendar, on: date)
    }

    /// The ids of the session jobs that a day has, in order: `EQ1`, `EQ2`.
    package static func sessionJobIDs(_ day: TradingDay) -> [String] {
        day.monitorIDs
    }

    /// Gathers a report that somebody asked for and sends it there.
    package func report(_ request: ReportRequest, in batch: StoreBatch) async throws -> String? {
        try await reports.send(request, in: batch)
    }

    /// The jobs that no day replaces.
    package var standing: [Job] { (hi2Jobs + [plotsJob, calendarJob, cleanupJob, watchJob]).compactMap(\.self) }

    /// Looks again, outside the plan, at what an alert is about.
    package func recheck(_ alert: AlertRecord) async throws -> String {
        switch alert.key.rule {
        case .hi2Missing: return try await hi2.recheck(on: alert.date)
        case .calendarMismatch: return try await keeper.sync()
        case .keyExpiry, .calendarHorizon, .botSilent, .missedRuns, .clockSkew: return try await watch.run()
        case .staleness, .publicationDelay, .missingSlots, .secidRise, .secidDrop, .schemaDrift, .authentication,
            .entitlement, .rateLimit, .badPayload, .unreachable:
            var results: [String] = []
            for market in alert.key.market.map({ [$0] }) ?? MarketID.allCases {
                results.append(try await sessions.check(market))
            }
            return results.joined(separator: "; ")
        }
    }

    /// `EQ1`, `EQ2` …: one per session of the day, numbered in order.
    ///
    /// The first run is open + slot + publish lag, so there is something to see; the last one sees the slot that the close labels.
    private func sessionJobs(_ day: TradingDay) -> [Job] {
        guard day.isMonitored else { return [] }
        let timing = parts.options.timing
        let market = day.market
        let sessions = sessions
        return zip(Self.sessionJobIDs(day), day.windows).compactMap { id, window in
            let span = IntervalTrigger.Window.span(
                from: window.firstCheck(publishLag: timing.publishLag),
                through: window.close + timing.publishLag
            )
            guard let trigger = IntervalTrigger(every: parts.options.interval, window: span) else { return nil }
            return Job(
                id: id,
                trigger: .interval(trigger),
                jobClass: .feedMonitor,
                function: "SessionMonitor.check(\(market))"
            ) { _ in try await sessions.cycle(market) }
        }
    }

    private var hi2Jobs: [Job?] {
        guard parts.options.checksDailySets else { return [] }
        let hi2 = hi2
        let turn = MarketDay.mainOver
        let check = daily("hi2_check", at: parts.options.reports.hi2, turn: turn, function: "HI2Check.run") { context in
            try await hi2.run(on: context.date, isRecheck: false, request: context.request)
        }
        let recheck = parts.options.reports.hi2Recheck.map { time in
            daily("hi2_recheck", at: time, turn: turn, function: "HI2Check.run(recheck)") { context in
                try await hi2.run(on: context.date, isRecheck: true, request: context.request)
            }
        }
        return [check, recheck]
    }

    private var plotsJob: Job {
        let plots = plots
        let time = parts.options.reports.plots
        return daily(Self.plotsJobID, at: time, turn: MarketDay.begun, function: "DelayPlotsJob.run") { context in
            try await plots.run(on: context.date, request: context.request)
        }
    }

    /// Early in the morning, before the first session of any market, whatever kind of day it is.
    private var calendarJob: Job? {
        let keeper = keeper
        guard parts.options.readsCalendarFeed, let time = TimeOfDay(hour: 6, minute: 5, second: 20) else { return nil }
        return Job(
            id: Self.calendarJobID,
            trigger: .cron(CronExpression(dailyAt: time)),
            jobClass: .dailyReport,
            function: "CalendarKeeper.sync"
        ) { _ in RunResult(try await keeper.sync()) }
    }

    /// While all markets sleep; what is older than the comparisons and reports ask for goes.
    private var cleanupJob: Job? {
        guard let time = TimeOfDay(hour: 5, minute: 40, second: 20) else { return nil }
        let (store, clock, age) = (parts.store, parts.clock, parts.options.historyAge)
        return Job(
            id: "store_cleanup",
            trigger: .cron(CronExpression(dailyAt: time)),
            jobClass: .rollOver,
            function: "StateStore.prune"
        ) { _ in
            let removed = try await store.prune(before: clock.now - age)
            return "\(removed) old rows removed"
        }
    }

    private var watchJob: Job? {
        let watch = watch
        // A quarter to the minute, away from the cycles at half past.
        let everyMinute = IntervalTrigger(every: .minutes(1), window: .always(anchor: Timestamp(seconds: 45)))
        guard let everyMinute else { return nil }
        return Job(
            id: "alert_watch",
            trigger: .interval(everyMinute),
            jobClass: .risk,
            function: "AlertWatch.run"
        ) { _ in RunResult(try await watch.run()) }
    }

    /// A job at a report's time, about a day of the market.
    private func daily(
        _ id: String,
        at time: TimeOfDay,
        turn: TimeOfDay,
        function: String,
        body: @escaping Job.Body
    ) -> Job {
        Job(
            id: id,
            trigger: .cron(CronExpression(dailyAt: time)),
            zone: parts.options.zone,
            dayTurn: turn,
            calendarRule: .monitoredDays(of: MarketID.allCases),
            jobClass: .dailyReport,
            function: function,
            body: body
        )
    }
}

extension RunContext {
    /// What a person asks for again shall be sent again, although the day's own message went out.
    var request: String {
        isManual ? ":\(nominal.milliseconds)" : ""
    }
}
