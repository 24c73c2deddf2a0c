import Market
import Operations
import Platform
import Store

/// What the store tells, put into metrics whenever they are asked for.
struct StoreGauges: Sendable {
    /// A feed with slots.
    struct FeedLabel: MetricLabels {
        static let all = Feed.all.filter(\.endpoint.isSlotted).map { FeedLabel(feed: $0) }
        static let names = ["market", "endpoint"]

        let feed: Feed

        var values: [String] { [feed.market.pathComponent, feed.endpoint.rawValue] }
        var place: Int { Self.all.firstIndex(of: self) ?? 0 }
    }

    /// An alert that is not over.
    enum OpenState: String, MetricLabel {
        case pending, firing, acknowledged, recovering
        static let name = "state"
    }

    /// A message that has not left, or never will.
    enum Waiting: String, MetricLabel {
        case queued, sending, dead
        static let name = "state"
    }

    enum ProcessLabel: String, MetricLabel {
        case bot
        case botProcess = "bot_process"
        case scheduler, sandbox
        static let name = "process"

        init(_ name: ProcessName) {
            self =
                switch name {
                case .bot: .bot
                case .botProcess: .botProcess
                case .scheduler: .scheduler
                case .sandbox: .sandbox
                }
        }
    }

    enum MarketLabel: String, MetricLabel {
        case eq, fx, fo
        static let name = "market"

        init(_ segment: AlgoPackSegment) {
            self =
                switch segment {
                case .equities: .eq
                case .currency: .fx
                case .futures: .fo
                }
        }
    }

    private let store: OperationsStore
    private let clock: any MarketClock
    private let calendars: CalendarCache
    private let limits: FeedLimits
    private let portfolios: [PortfolioKey]
    private let feedTime, feedAge, missing, late: Gauge<FeedLabel>
    private let delay: Histogram<FeedLabel>
    private let alerts: Gauge<OpenState>
    private let outbox: Gauge<Waiting>
    private let outboxAge, commands, storeSize, logSize, halts, positions, exposure, drawdown: Gauge<NoLabels>
    private let heartbeats: Gauge<ProcessLabel>
    private let confirmed: Gauge<MarketLabel>
    private let lastRuns, lastSuccesses, lastSeconds, nextRuns: NamedGauge
    private let process: ProcessReadings
    /// Up to which slot the delays of each feed are counted.
    private let counted = Lock<[Feed: Slot]>([:])

    init(
        _ registry: MetricsRegistry,
        store: OperationsStore,
        clock: any MarketClock,
        calendars: CalendarCache,
        limits: FeedLimits,
        portfolios: [PortfolioKey]
    ) {
        self.store = store
        self.clock = clock
        self.calendars = calendars
        self.limits = limits
        self.portfolios = portfolios
        feedTime = registry.gauge(
            "feed_last_systime_timestamp",
            .seconds,
            help: "SYSTIME of the newest slot, Unix time; 0 before the first.",
            by: FeedLabel.self
        )
        feedAge = registry.gauge(
            "feed_age",
            .seconds,
            help: "Publishing time since the newest SYSTIME; breaks between sessions do not count.",
            by: FeedLabel.self
        )
        missing = registry.gauge(
            "feed_missing",
            .slots,
            help: "Slots of the day that should have come by now and have not.",
            by: FeedLabel.self
        )
        late = registry.gauge(
            "feed_late",
            .slots,
            help: "Slots of the day that came later than DELAY.",
            by: FeedLabel.self
        )
        delay = registry.histogram(
            "feed_publish_delay",
            .seconds,
            bounds: [5, 10, 15, 20, 30, 45, 60, 120, 300, 600, 1_800],
            help: "SYSTIME less the slot's label, for each slot that came.",
            by: FeedLabel.self
        )
        alerts = registry.gauge("open", .alerts, help: "Alerts that are not over, by state.", by: OpenState.self)
        outbox = registry.gauge(
            "outbox_waiting",
            .messages,
            help: "Messages that are due and not sent, and those that Telegram refused for good.",
            by: Waiting.self
        )
        outboxAge = registry.gauge(
            "outbox_oldest_age",
            .seconds,
            help: "Age of the oldest message that waits; 0 without one."
        )
        commands = registry.gauge(
            "queued",
            .commands,
            help: "What people asked of the scheduler and it has not taken yet."
        )
        storeSize = registry.gauge("store_file", .bytes, help: "Size of the store's file.")
        logSize = registry.gauge("store_wal", .bytes, help: "Size of the store's write-ahead log.")
        halts = registry.gauge("portfolio", .halts, help: "Halts of the portfolio in force.")
        positions = registry.gauge("portfolio", .positions, help: "Shares that the portfolio holds.")
        exposure = registry.gauge("portfolio_exposure", .ratio, help: "Holdings to equity, at the last risk check.")
        drawdown = registry.gauge("portfolio_drawdown", .ratio, help: "Fall from the peak, at the last risk check.")
        heartbeats = registry.gauge(
            "heartbeat_timestamp",
            .seconds,
            help: "Last sign of life of each process, Unix time; 0 before the first.",
            by: ProcessLabel.self
        )
        confirmed = registry.gauge(
            "calendar_confirmed",
            .seconds,
            help: "How far ahead, up to 400 days, a source speaks of every day.",
            by: MarketLabel.self
        )
        lastRuns = registry.gauge(
            "job_last_run_timestamp",
            .seconds,
            help: "When the last run of each job was claimed, Unix time; none before the first.",
            named: "job"
        )
        lastSuccesses = registry.gauge(
            "job_last_success_timestamp",
            .seconds,
            help: "When each job last ended well, Unix time; none before the first.",
            named: "job"
        )
        lastSeconds = registry.gauge(
            "job_last_run_duration",
            .seconds,
            help: "How long the last run of each job took that has ended.",
            named: "job"
        )
        nextRuns = registry.gauge(
            "job_next_run_timestamp",
            .seconds,
            help: "When each job is planned next, Unix time; none for one that stands still or has no more today.",
            named: "job"
        )
        process = ProcessReadings(registry)
    }

    /// Reads everything anew.
    func read() async throws {
        let now = clock.now
        let calendar = try await calendars.calendar()
        let today = MoscowTime.date(of: now)
        for label in FeedLabel.all {
            let day = try await FeedDay(
                label.feed,
                on: today,
                limit: limits[label.feed],
                calendar: calendar,
                at: now,
                from: store.feeds
            )
            feedTime.set(day.last.map { Double($0.systime.milliseconds) / 1_000 } ?? 0, label)
            feedAge.set(day.age?.inSeconds ?? 0, label)
            missing.set(Double(day.missing.count), label)
            late.set(Double(day.late), label)
            count(day, label)
        }
        for segment in AlgoPackSegment.allCases {
            let days = calendar.confirmedDaysAhead(from: today, market: segment)
            confirmed.set(Double(days) * 86_400, MarketLabel(segment))
        }
        let open = try await store.alerts.openCounts()
        for state in OpenState.allCases {
            alerts.set(Double(AlertState(rawValue: state.rawValue).flatMap { open[$0] } ?? 0), state)
        }
        let depth = try await store.outbox.depth()
        outbox.set(Double(depth.queued), .queued)
        outbox.set(Double(depth.sending), .sending)
        outbox.set(Double(depth.dead), .dead)
        outboxAge.set(depth.oldest.map { max(0, $0.duration(to: now).inSeconds) } ?? 0)
        commands.set(Double(try await store.commands.queuedCount()))
        let sizes = try await store.processes.fileSizes()
        storeSize.set(Double(sizes.store))
        logSize.set(Double(sizes.log))
        for beat in try await store.processes.heartbeats() {
            heartbeats.set(Double(beat.at.milliseconds) / 1_000, ProcessLabel(beat.process))
        }
        var (haltCount, positionCount) = (0, 0)
        for key in portfolios {
            haltCount += try await store.portfolio.halts(of: key).all.count
            positionCount += try await store.portfolio.holdings(of: key).count
        }
        halts.set(Double(haltCount))
        positions.set(Double(positionCount))
        let risk = try await store.portfolio.lastRisk(of: portfolios[0])
        exposure.set(risk?.exposure ?? 0)
        drawdown.set(risk?.drawdown ?? 0)
        try await readJobs()
        process.read()
    }

    private func readJobs() async throws {
        func seconds(_ instant: Timestamp) -> Double { Double(instant.milliseconds) / 1_000 }
        var (runs, successes, durations): ([(String, Double)], [(String, Double)], [(String, Double)]) = ([], [], [])
        let plan = try await store.jobs.plan().sorted { $0.id < $1.id }
        for job in plan {
            // Enough to find a success behind a row of failures or of looks that were left out.
            let known = try await store.jobs.runs(job: job.id, limit: Self.lookBack)
            if let last = known.first { runs.append((job.id, seconds(last.claimedAt))) }
            if let done = known.first(where: { $0.outcome == .succeeded })?.finishedAt {
                successes.append((job.id, seconds(done)))
            }
            if let ended = known.first(where: { $0.finishedAt != nil }), let end = ended.finishedAt {
                durations.append((job.id, ended.claimedAt.duration(to: end).inSeconds))
            }
        }
        lastRuns.set(runs.map { (name: $0.0, value: $0.1) })
        lastSuccesses.set(successes.map { (name: $0.0, value: $0.1) })
        lastSeconds.set(durations.map { (name: $0.0, value: $0.1) })
        nextRuns.set(
            plan.compactMap { job in
                job.isPaused ? nil : job.nextRun.map { (name: job.id, value: seconds($0)) }
            }
        )
    }

    private static let lookBack = 20

    /// Observes the slots that came since the last look.
    private func count(_ day: FeedDay, _ label: FeedLabel) {
        let new = counted.withLock { counted in
            let last = counted[day.feed]
            let slots = day.slots.filter { slot in last.map { $0 < Slot(date: slot.date, label: slot.label) } ?? true }
            if let newest = slots.last { counted[day.feed] = Slot(date: newest.date, label: newest.label) }
            return slots
        }
        for slot in new { delay.observe(slot.publicationDelay, label) }
    }
}
