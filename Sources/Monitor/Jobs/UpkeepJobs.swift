import Market
import Scheduling
import Store

/// What keeps the monitor itself in order, on every kind of day and in Moscow time: calendar, store, watch.
struct UpkeepJobs: JobSource {
    static let calendarID = "calendar_sync"
    static let backupID = "store_backup"

    private let options: MonitorOptions
    private let keeper: CalendarKeeper
    private let watch: AlertWatch
    private let maintenance: MaintenanceStore
    private let backups: StoreBackups?
    private let clock: any MarketClock

    init(
        options: MonitorOptions,
        keeper: CalendarKeeper,
        watch: AlertWatch,
        maintenance: MaintenanceStore,
        storePath: String,
        clock: any MarketClock
    ) {
        self.options = options
        self.keeper = keeper
        self.watch = watch
        self.maintenance = maintenance
        backups = options.backup.copies(of: storePath)
        self.clock = clock
    }

    var standing: [Job] { [calendarJob, cleanupJob, backupJob, backupCheckJob, watchJob].compactMap(\.self) }

    /// Early in the morning, before the first session of any market.
    private var calendarJob: Job? {
        let keeper = keeper
        guard options.readsCalendarFeed, let time = TimeOfDay(hour: 6, minute: 5, second: 20) else { return nil }
        return Job(
            id: Self.calendarID,
            trigger: .cron(CronExpression(dailyAt: time)),
            jobClass: .dailyReport,
            function: "CalendarKeeper.sync"
        ) { _ in RunResult(try await keeper.sync()) }
    }

    /// While all markets sleep; what is older than the comparisons and reports ask for goes.
    private var cleanupJob: Job? {
        guard let time = TimeOfDay(hour: 5, minute: 40, second: 20) else { return nil }
        let (maintenance, clock, age) = (maintenance, clock, options.historyAge)
        return Job(
            id: "store_cleanup",
            trigger: .cron(CronExpression(dailyAt: time)),
            jobClass: .rollOver,
            function: "MaintenanceStore.prune"
        ) { _ in
            let removed = try await maintenance.prune(before: clock.now - age)
            return "\(removed) old rows removed"
        }
    }

    /// After the clean-up, so that a copy holds nothing that has just gone.
    private var backupJob: Job? {
        guard let backups, let time = TimeOfDay(hour: 5, minute: 45, second: 20) else { return nil }
        let clock = clock
        return Job(
            id: Self.backupID,
            trigger: .cron(CronExpression(dailyAt: time)),
            jobClass: .rollOver,
            function: "StoreBackups.make"
        ) { _ in
            let (file, removed) = try await backups.make(at: clock.now)
            return "\(file); \(removed) old copies removed"
        }
    }

    /// A copy that cannot be read is none, and nobody looks at one until it is needed.
    private var backupCheckJob: Job? {
        guard let backups, let time = TimeOfDay(hour: 5, minute: 50, second: 20) else { return nil }
        return Job(
            id: "backup_check",
            trigger: .cron(CronExpression(dailyAt: time)),
            jobClass: .rollOver,
            function: "StoreBackups.check"
        ) { context in
            guard let (file, problems) = try await backups.check() else { return "there is no copy yet" }
            guard let first = problems.first else { return "\(file) is whole" }
            var batch = StoreBatch()
            batch.outbox.drafts = [
                OutboxDraft(
                    dedupeKey: "backup-damaged:\(file)\(context.request)",
                    content: .notice(.backupDamaged(detail: first)),
                    priority: .warning
                )
            ]
            return RunResult("\(file) is damaged: \(first)", writing: batch)
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
}
