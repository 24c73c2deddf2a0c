import Bot
import Exchange
import Market
import Monitor
import Operations
import Platform
import Sandbox
import Scheduling
import Store
import Trading

/// A whole trading day in one process on a replay clock: the real scheduler, rules, store, outbox and bot against the
/// embedded exchange and Telegram, over real sockets.
///
/// One step at a time, always the next one due, so the same plan gives the same bytes.
struct Rehearsal {
    private let plan: RehearsalPlan
    private let clock: ReplayClock
    private let store: StateStore
    private let sandbox: SandboxServer
    private let scheduler: Scheduler
    private let bot: BotService
    private let calendars: CalendarCache
    private let unrecorded: Set<Feed>
    private let missing: MissingRecordings?
    /// Nil where no daily candles are recorded: then nothing is watched, and there are no signals.
    private let daily: RehearsedShares?
    private let log: Log

    /// - Parameter folder: for the store and the pictures; made and removed by the caller.
    init(_ plan: RehearsalPlan, folder: String, threshold: Log.Level) async throws {
        self.plan = plan
        clock = ReplayClock(start: plan.start)
        log = Log(component: "rehearse", threshold: threshold, clock: clock)
        let file = try CalendarFile.bundled(Settings(ConfigurationReader(ConfigurationSources()) { $0 }).calendar)
        var recorded: RecordedDay?
        var options = SandboxOptions()
        options.market.seed = plan.seed
        options.recordedRequests = 200_000
        // The replay's clock stands still while a poll waits, so none may.
        options.telegram.holdsPolls = false
        options.telegram.guardsHotLoops = false
        if let directory = plan.dataDirectory {
            options.market.dataDirectory = directory
            options.market.unrecorded = .empty
            options.market.candleDirectory = plan.candleDirectory
            recorded = try RecordedDay(
                try Recording(directory: directory),
                candles: try plan.candleDirectory.map { try CandleRecording(directory: $0) },
                on: plan.date,
                calendar: file.calendar,
                at: clock.now
            )
        }
        daily = try plan.candleDirectory.flatMap { [clock] in try Self.daily($0, clock) }
        let edits = recorded?.edits ?? []
        unrecorded = recorded?.unrecorded ?? []
        let exchangeCalendar = TradingCalendar(
            profiles: file.profiles,
            statements: file.statements + edits,
            pin: file.pin
        )
        sandbox = try SandboxServer(options: options, calendar: exchangeCalendar, clock: clock, log: log)
        let port = try sandbox.start()
        let address = "http://127.0.0.1:\(port)"
        // Nothing but these: a rehearsal neither needs nor touches what a real configuration holds.
        var sources = ConfigurationSources()
        sources.addFlags(
            [
                ("moex.api_key", "sandbox"), ("moex.base_url", address), ("moex.public_base_url", address),
                ("telegram.base_url", address), ("telegram.token", options.tokens.first?.reveal() ?? ""),
                ("telegram.group_chat", "\(options.groupChatID)"),
                ("telegram.admins", "\(sandbox.userID("anna") ?? 0)"),
                ("language", plan.language), ("reports.plots_folder", folder + "/plots"),
                ("store.path", folder + "/mayak.db"),
                ("gaps.minimum_gap", "\(plan.minimumGap)"),
                // Each day of a whole board is made up when it is asked for; recorded ones are there.
                ("orchestrator.history_days", daily == nil ? "1" : "400"),
                // Each is a second of the exchange's patience, which a replay waits for as life does.
                ("orchestrator.dividend_requests", "5"),
            ].map { (path: $0.0, text: $0.1) }
        )
        let settings = try Settings(ConfigurationReader(sources) { $0 })
        store = try StateStore(path: settings.general.storePath, clock: clock, log: log.named("store"))
        for edit in edits { _ = try await store.calendar.editDay(edit) }
        let parts = try await SchedulerParts(
            settings,
            store: store,
            clock: clock,
            pollClock: clock,
            log: log,
            history: try plan.candleDirectory.map { [clock] in try RecordedCandles(directory: $0, seenAt: clock) },
            source: daily
        ) { monitor, scheduler, exchange in
            monitor.concurrency = 1
            exchange.iss.timeout = plan.patience
            if let recorded {
                monitor.checksDailySets = false
                monitor.unrecorded = recorded.unrecorded
                monitor.hasCandles = recorded.hasCandles
                exchange.equity = recorded.equity ?? exchange.equity
                exchange.currency = recorded.currency ?? exchange.currency
            }
            scheduler.execution = .sequential
        }
        scheduler = parts.scheduler
        missing = parts.missingRecordings
        bot = try await BotParts(
            settings,
            store: OperationsStore(store),
            clock: clock,
            pollClock: clock,
            log: log,
            jitter: { 0.5 },
            // Codes and buttons are the same in every replay.
            tune: { options, telegram in
                options.random = .replay(seed: plan.seed)
                telegram.timeout = plan.patience
                telegram.uploadTimeout = plan.patience
            }
        ).service
        calendars = CalendarCache(store: store.calendar, profiles: file.profiles, pin: file.pin)
    }

    /// Returns nil for a folder without daily candles.
    private static func daily(_ directory: String, _ clock: any MarketClock) throws -> RehearsedShares? {
        do {
            return try RehearsedShares(directory: directory, clock: clock)
        } catch let error as ShareHistoryError where error.kind == .noRecording {
            return nil
        }
    }

    /// The evening before: what the day's signals rest on.
    private func prepare() async throws {
        guard daily != nil else { return }
        for kind in [TradingJobKind.dataCollection, .indicatorCalculation, .watchlistUpdate] {
            _ = try await scheduler.runNow(kind.rawValue)
        }
    }

    /// What a day left; transcript and pictures are the group's.
    struct Result {
        var transcript: String
        /// PNG pages; empty unless they were asked for.
        var pictures: [[UInt8]]
        var summary: RehearsalSummary
    }

    /// Plays the day and returns what came of it.
    func run(draws: Bool = false) async throws -> Result {
        try await prepare()
        for fault in plan.script.faults { _ = sandbox.setFault(fault) }
        var actions = plan.script.actions[...]
        var impossible: [String] = []
        while clock.now < plan.end {
            let isAsked = actions.first.map { $0.at <= clock.now } ?? false
            while let action = actions.first, action.at <= clock.now {
                actions.removeFirst()
                if let reason = perform(action) { impossible.append(reason) }
            }
            sandbox.tick()
            // First the chat, because what people ask may be for the scheduler.
            if isAsked { _ = try await bot.step() }
            try await scheduler.step()
            let due = try await bot.step()
            // What the scheduler answered a person shows a second later, as in life.
            let nextLook = clock.now + (isAsked ? .seconds(1) : plan.pollEvery)
            let wakes = [await scheduler.nextWake, actions.first?.at, due, nextLook, plan.end].compactMap(\.self)
            clock.advance(to: max(wakes.min() ?? plan.end, clock.now + .milliseconds(1)))
        }
        // Which of two processes' parts writes first is left to the machine, so these are no part of the summary.
        let counts = await store.counts
        log.info("Rehearsed", ["store.commits": "\(counts.commits)", "store.reads": "\(counts.reads)"])
        let calendar = try await calendars.calendar()
        var summary = try await RehearsalSummary(
            of: plan.date,
            until: plan.end,
            store: OperationsStore(store),
            calendar: calendar,
            sandbox: sandbox,
            unrecorded: unrecorded,
            missing: missing?.runs ?? []
        )
        summary.impossibleActions = impossible
        let transcript = try sandbox.transcript("group")
        let pictures = draws ? try sandbox.transcriptPictures("group") : []
        await sandbox.stop()
        await store.close()
        return Result(transcript: transcript, pictures: pictures, summary: summary)
    }

    /// Returns why it was not possible: a button that is not there is what a person would see as well, the day goes on.
    private func perform(_ action: UserAction) -> String? {
        do {
            try sandbox.perform(action)
            return nil
        } catch {
            return "\(MoscowTime.time(of: action.at)) \(action.words): \(error.detail)"
        }
    }
}
