package import Exchange
package import Market
package import Platform
package import Scheduling
package import Store

/// The jobs of the monitor: those of seed 002 with its ids and times, and the watch that keeps the alerts alive.
package struct MonitorJobs: JobSource {
    let sessions: SessionMonitor
    let hi2: HI2Check
    let plots: DelayPlotsJob
    let watch: AlertWatch
    let keeper: CalendarKeeper
    private let reports: ReportJobs
    /// In the order in which people see jobs of the same time.
    private let sources: JobSources

    /// Builds what the jobs do; each part is given the topics of the store that it needs.
    ///
    /// - Parameters:
    ///   - calendars: of the store, with the profiles that hold where nothing is stated.
    ///   - deadMan: nil when no URL is configured.
    package init(
        store: MonitorStore,
        exchange: AlgoPackClient,
        book: StoredAlertBook,
        calendars: CalendarCache,
        clock: any MarketClock,
        log: Log,
        options: MonitorOptions,
        deadMan: DeadManSwitch? = nil
    ) {
        sessions = SessionMonitor(
            feeds: store.feeds,
            batches: store.batches,
            exchange: exchange,
            book: book,
            calendars: calendars,
            options: options,
            clock: clock,
            log: log,
            deadMan: deadMan
        )
        hi2 = HI2Check(
            exchange: exchange,
            book: book,
            settings: store.settings,
            batches: store.batches,
            calendars: calendars,
            clock: clock,
            concurrency: options.concurrency
        )
        plots = DelayPlotsJob(feeds: store.feeds, options: options)
        keeper = CalendarKeeper(
            store: store.calendar,
            calendars: calendars,
            book: book,
            iss: exchange.iss,
            clock: clock,
            log: log
        )
        watch = AlertWatch(
            sessions: sessions,
            ends: SessionEnds(
                sessions: sessions,
                feeds: store.feeds,
                settings: store.settings,
                book: book,
                options: options
            ),
            keeper: keeper,
            resumption: ClockResumption(maintenance: store.maintenance, outbox: store.outbox, log: log),
            book: book,
            settings: store.settings,
            statements: store.calendar,
            calendars: calendars,
            exchangeClock: exchange.iss.meter,
            clock: clock,
            standing: StandingChecks.all(
                processes: store.processes,
                jobs: store.jobs,
                settings: store.settings,
                storePath: store.path,
                exchange: exchange,
                calendars: calendars,
                clock: clock,
                options: options
            )
        )
        reports = ReportJobs(
            facts: ReportFacts(
                alerts: store.alerts,
                history: store.feeds,
                runs: store.jobs,
                calendars: calendars,
                clock: clock,
                options: options
            ),
            batches: store.batches,
            reports: options.reports,
            zone: options.zone,
            clock: clock
        )
        sources = JobSources([
            SessionJobs(options: options, sessions: sessions),
            reports,
            DailyJobs(options: options, hi2: hi2, plots: plots),
            UpkeepJobs(
                options: options,
                keeper: keeper,
                watch: watch,
                maintenance: store.maintenance,
                storePath: store.path,
                clock: clock
            ),
        ])
    }

    package var standing: [Job] { sources.standing }

    package func wanted(_ calendar: TradingCalendar, on date: CivilDate) -> [Job] {
        sources.wanted(calendar, on: date)
    }

    /// Gathers a report that somebody asked for and sends it there.
    package func report(_ request: ReportRequest, in batch: StoreBatch) async throws -> String? {
        try await reports.send(request, in: batch)
    }

    /// Looks again, outside the plan, at what the alerts of a message are about: each market once.
    package func recheck(_ alerts: [AlertRecord]) async throws -> String {
        var results: [String] = []
        for kind in AlertPolicy.Recheck.allCases {
            let meant = alerts.filter { AlertPolicy.of($0.key.rule).recheck == kind }
            guard !meant.isEmpty else { continue }
            switch kind {
            case .hi2:
                for date in Set(meant.map(\.date)).sorted() { results.append(try await hi2.recheck(on: date)) }
            case .calendar: results.append(try await keeper.sync())
            case .watch: results.append(try await watch.run())
            case .feeds:
                for market in meant.markets { results.append(try await sessions.check(market)) }
            }
        }
        return results.joined(separator: "; ")
    }
}
