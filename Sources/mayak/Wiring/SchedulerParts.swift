import Exchange
import Market
import Monitor
import Platform
import Scheduling
import Store
import Trading

/// The scheduler process, built from its settings.
struct SchedulerParts {
    let store: StateStore
    let jobs: MonitorJobs
    let scheduler: Scheduler
    /// Gaps and levels of shares, for whoever asks over HTTP.
    let shares: ShareLevels
    /// What the recording of a replay does not hold; nil where prices of shares are the exchange's.
    let missingRecordings: MissingRecordings?
    let log: Log

    /// - Parameters:
    ///   - pollClock: real time in production, the replay's clock in a replay.
    ///   - history: where prices of shares come from; nil is the exchange.
    ///   - source: where the daily collection and the portfolio have their candles from; nil is the exchange.
    ///   - engine: the trading engine that people's requests go to; nil where none is configured, and in a replay.
    ///   - metrics: where the scheduler's parts count; nil in a replay.
    ///   - tune: last changes to the options, for replays.
    /// - Throws: errors of the store and of the calendar file.
    init(
        _ settings: Settings,
        store: StateStore,
        clock: any MarketClock,
        pollClock: any MarketClock,
        log: Log,
        history: (any ShareHistory)? = nil,
        source: (any ShareSource)? = nil,
        engine: HostedEngine? = nil,
        metrics: MetricsRegistry? = nil,
        tune: (inout MonitorOptions, inout SchedulerOptions, inout AlgoPackOptions) -> Void = { _, _, _ in }
    ) async throws {
        var monitorOptions = settings.monitorOptions
        var schedulerOptions = SchedulerOptions()
        schedulerOptions.metrics = metrics.map { RunMetrics($0) }
        monitorOptions.zone = try Self.zone(settings.general.zone, key: "zone")
        var exchangeOptions = settings.exchangeOptions
        schedulerOptions.failureDrafts = { run in
            [
                OutboxDraft(
                    dedupeKey: "job-failed:\(run.job):\(run.nominal.milliseconds)",
                    content: .notice(.jobFailed(job: run.job, detail: String(run.detail.prefix(300)))),
                    priority: .warning
                )
            ]
        }
        // On a fast clock the bot still signs in real time.
        monitorOptions.botSilence = monitorOptions.botSilence * clock.speedUp
        tune(&monitorOptions, &schedulerOptions, &exchangeOptions)

        let file = try CalendarFile.bundled(settings.calendar)
        let imported = try await CalendarKeeper.importBundled(file, into: store.calendar)
        log.info("Bundled calendar imported", ["changed": "\(imported)"])
        let calendars = settings.calendars(of: store.calendar, over: file)
        // Before the alert book is read, which would keep what a wrong clock has written.
        try await ClockResumption(maintenance: store.maintenance, outbox: store.outbox, log: log).check(at: clock.now)
        let exchange = AlgoPackClient(
            options: exchangeOptions,
            http: HTTPClient(metrics, peer: "exchange", options: settings.moex.connection),
            clock: clock,
            log: log.named("exchange")
        )
        let book = try await StoredAlertBook(
            alerts: store.alerts,
            batches: store.batches,
            clock: clock,
            options: monitorOptions.alerts,
            log: log.named("alerts")
        )
        let jobs = MonitorJobs(
            store: MonitorStore(store),
            exchange: exchange,
            book: book,
            calendars: calendars,
            clock: clock,
            log: log.named("monitor"),
            options: monitorOptions,
            deadMan: monitorOptions.deadManURL.map { url in
                DeadManSwitch(url: url, http: HTTPClient(), clock: clock, log: log.named("dead_man"))
            }
        )
        let issShares = ISSShares(exchange.iss, clock: clock)
        missingRecordings = history.map { _ in MissingRecordings() }
        shares = ShareLevels(history ?? issShares, options: settings.gaps, clock: clock) {
            try await calendars.calendar()
        }
        let gapJobs = GapJobs(
            services: RemoteGapServices(
                scannerURL: settings.gaps.scannerURL,
                levelsURL: settings.gaps.levelsURL,
                builtIn: BuiltInGapServices(
                    scanner: shares.scanner,
                    finder: shares.finder,
                    leaders: settings.gaps.leaders,
                    calendar: shares.calendar,
                    log: log.named("gaps")
                ),
                http: HTTPClient(metrics, peer: "gap_services")
            ),
            store: store.gaps,
            options: settings.gaps,
            zone: Self.gapZone(settings.gaps, log),
            clock: clock,
            log: log.named("gaps"),
            missing: missingRecordings
        )
        let broker = try await Self.broker(settings, metrics, clock, log.named("broker"))
        let tradingJobs = try settings.orchestrator.all.map { options in
            let shareSource = source ?? Self.shareSource(of: options.market, settings, iss: issShares, metrics, clock)
            let collection = DataCollection(
                source: shareSource,
                store: store.shares,
                batches: store.batches,
                options: options,
                calendar: { try await calendars.calendar() },
                clock: clock,
                log: log.named("collection")
            )
            return TradingJobs(
                options: options,
                zone: try Self.zone(options.zone, key: "orchestrator.timezone"),
                works: PortfolioWorks(
                    store: store.portfolio,
                    shares: store.shares,
                    source: shareSource,
                    orchestrator: options,
                    watchlist: settings.watchlist,
                    portfolio: settings.portfolio,
                    broker: broker,
                    calendar: { try await calendars.calendar() },
                    clock: clock,
                    log: log.named("portfolio")
                ).all.merging([.dataCollection: { _ in try await collection.run() }]) { $1 }
            )
        }
        self.store = store
        self.jobs = jobs
        self.log = log
        scheduler = Scheduler(
            options: schedulerOptions,
            store: SchedulerStore(store),
            resumption: ClockResumption(
                maintenance: store.maintenance,
                outbox: store.outbox,
                log: log.named("scheduler")
            ),
            clock: clock,
            pollClock: pollClock,
            log: log.named("scheduler"),
            calendar: { try await calendars.calendar() },
            jobs: [jobs, gapJobs] + tradingJobs,
            commands: CommandHandlers(
                alert: AlertCommands(
                    book: book,
                    alerts: store.alerts,
                    calendars: calendars,
                    jobs: jobs,
                    clock: clock
                ),
                report: ReportCommands(jobs: jobs),
                share: ShareCommands(
                    finder: shares.finder,
                    calendar: shares.calendar,
                    batches: store.batches,
                    clock: clock,
                    log: log.named("gaps")
                ),
                engine: engine,
                commands: store.commands,
                log: log.named("monitor")
            )
        )
    }
}

extension SchedulerParts {
    /// The zone in which times are meant; the host's zone never matters.
    private static func zone(_ name: String, key: String) throws -> TimeZoneRules {
        do {
            return try KnownZone.load(name)
        } catch {
            throw CommandFailure(.configuration, "\(key): \(error)")
        }
    }

    private static func shareSource(
        of market: ShareMarket,
        _ settings: Settings,
        iss: ISSShares,
        _ metrics: MetricsRegistry?,
        _ clock: any MarketClock
    ) -> any ShareSource {
        switch market {
        case .moex: iss
        case .krx:
            KRXShares(
                KRXClient(options: settings.krx, http: HTTPClient(metrics, peer: "krx"), clock: clock)
            )
        }
    }
}

extension SchedulerParts {
    /// Where the daily jobs send their orders; nil on paper.
    ///
    /// One that does not answer now is asked again when there is an order to send.
    ///
    /// - Throws: `CommandFailure` of a wrong configuration where the token has no account to trade on.
    private static func broker(
        _ settings: Settings,
        _ metrics: MetricsRegistry?,
        _ clock: any MarketClock,
        _ log: Log
    ) async throws -> BrokerDesk? {
        guard !settings.orchestrator.isDryRun else { return nil }
        do {
            let client = try TInvestClient(
                options: settings.broker,
                http: HTTPClient(metrics, peer: "broker", options: settings.broker.connection),
                clock: clock,
                log: log
            )
            let desk = BrokerDesk(client: client, clock: clock)
            do {
                let account = try await desk.connect()
                log.warning("The daily jobs send orders for real money", ["account": account])
            } catch let error as TInvestError where error.isTransient {
                log.warning("The broker does not answer yet", ["error": "\(error)"])
            }
            return desk
        } catch let error as TInvestError {
            throw CommandFailure(.configuration, "orchestrator.dry_run: false: \(error.detail)")
        }
    }
}

extension SchedulerParts {
    /// The zone of the gap scan; Moscow where it cannot be read.
    ///
    /// It comes from `TZ`, which hosts set for others in forms of their own: no reason to leave the feeds unwatched.
    private static func gapZone(_ options: GapOptions, _ log: Log) -> TimeZoneRules {
        do {
            return try zone(options.zone, key: "gaps.zone")
        } catch {
            log.warning("gaps.zone is not known, Moscow time is used", ["zone": options.zone, "error": "\(error)"])
            return .moscow
        }
    }
}

extension Settings {
    /// The monitor's own section, and those that it takes in.
    var monitorOptions: MonitorOptions {
        var options = monitor
        options.reports = reports
        options.backup = backup
        options.readsCalendarFeed = calendar.usesFeed
        return options
    }

    /// How AlgoPack is asked.
    var exchangeOptions: AlgoPackOptions {
        var options = AlgoPackOptions()
        options.iss = moex
        return options
    }
}
