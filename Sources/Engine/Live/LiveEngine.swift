import Execution
package import Market
import Platform
package import Store

/// The engine on live market data: the run of a backtest, with a journal before each order, checkpoints, and a start that goes on from both.
///
/// Everything happens on its own queue, one event after the other; the broker's calls are made beside it and their reports come as events.
package actor LiveEngine: Service {
    private let executor = QueueExecutor(label: "mayak.engine")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe executor.asUnownedSerialExecutor() }

    let plan: LivePlan
    let venue: (any VenueConnection)?
    /// Who can tell what was missed; nil where nobody can.
    let source: (any BackfillSource)?
    /// By slot: the question after what was missed last.
    var questions: [Int: Task<Void, Never>] = [:]
    let inbox: LiveInbox
    let clock: SteppedClock
    let trace: (any EngineTrace)?
    private var nextFigures: Timestamp
    /// Halts that follow from an event by what the machine is like: each is an event of its own.
    var pendingHalts: [Halt] = []
    /// What the process itself has to say, by another way than the market's inbox, which may forget: the first thing of the next step.
    var words: [LiveEvent] = []
    let log: Log
    let run: EngineRun
    let gateway: JournaledGateway
    let journal: Journal
    private let venueGateway: VenueGateway?
    /// Whether orders leave the process, or did when it was recorded.
    private let hasBroker: Bool
    private var feed: LiveFeed
    var gate: MarketGate
    private var checkpoints: LiveCheckpoints
    let audit: AuditLog
    var killSwitch: KillSwitch
    /// What the broker held otherwise at the last comparison.
    var differences: [InstrumentSlot: Lots] = [:]
    var watches: LiveWatches
    var machine: MachineReadings
    let brokerClock: SkewMeter?
    let sounds: TonePlayer?
    let signals: SignalQueue?
    var nextLook: Timestamp
    var isSuspended = false
    /// Why the market's stream was lost last.
    var lastLoss = "no book came"
    /// The reserve that the broker is reached by; nil on the main way, or where there is but one.
    var reserve: String?
    /// When the market's stream was lost last; nil while books come.
    var lostAt: Timestamp?
    /// Where it shows itself; nil where nobody looks.
    let projection: EngineProjection?
    var nextProjection: Timestamp
    let startedAt: Timestamp
    /// What the last night's replay has found.
    var replayDifference: EngineReading.ReplayDifference?
    var copies: FolderCopies
    var results: ResultsHistory
    /// The broker's; nil on paper.
    let account: String?
    /// A person's in the store: what the file of `manual_override` says ends none of them.
    var followed = Halts()
    /// What people ask, and what is not done yet of it, by slot.
    var asks: [Ask] = []
    var reductions: [Int: PositionReduction] = [:]
    var isEnding = false
    private var ownCounts = Counts()
    package var counts: Counts {
        var counts = ownCounts
        counts.orders = run.state.orders
        counts.fills = run.fills
        return counts
    }

    /// Opens journal and checkpoint in the folder, and compares with the venue.
    ///
    /// - Parameters:
    ///   - folder: of journal and checkpoints; has to be there, and belongs to one account.
    ///   - halts: a person's, in force before the first event.
    ///   - trips: positions that were open when they were followed last.
    /// - Throws: `JournalError`, `FileError` of the audit log, `CancellationError`.
    package static func open(
        plan: LivePlan,
        folder: String,
        _ surroundings: LiveSurroundings,
        halts: Halts = Halts(),
        trips: [EngineTrip] = []
    ) async throws -> LiveEngine {
        var plan = plan
        plan.trading.notBefore = plan.system.start(at: surroundings.clock.now)
        let table = InstrumentTable(plan.trading.instruments.map(\.facts))
        let limits = (plan.trading.limits ?? RiskLimits()).scaled(by: LotScale.perLot)
        let start = try await LiveStart(folder: folder, table, limits, surroundings)
        if plan.override.isEnabled { try OperatorMailbox(besides: plan.override.path).clear() }
        let audit = try AuditLog("\(folder)/audit.log")
        let engine = LiveEngine(plan, table, start, folder: folder, audit: audit, surroundings, trips: trips)
        await engine.measure(by: surroundings.timer)
        await engine.follow(halts)
        return engine
    }

    private init(
        _ plan: LivePlan,
        _ table: InstrumentTable,
        _ start: LiveStart,
        folder: String,
        audit: AuditLog,
        _ surroundings: LiveSurroundings,
        trips: [EngineTrip]
    ) {
        let inbox = surroundings.inbox
        let clock = SteppedClock(surroundings.clock)
        clock.hold()
        defer { clock.release() }
        let restored = start.restored
        self.plan = plan
        venue = surroundings.venue
        source = surroundings.source
        self.inbox = inbox
        checkpoints = LiveCheckpoints(folder: folder, every: plan.system.checkpointInterval, at: clock.now)
        copies = FolderCopies(plan.recovery, of: folder, at: clock.now)
        results = ResultsHistory(plan.reporting, in: folder, instruments: table.count, at: clock.now)
        self.audit = audit
        self.clock = clock
        log = surroundings.log
        account = surroundings.account
        projection = surroundings.projection
        trace = surroundings.trace
        startedAt = clock.now
        nextFigures = clock.now
        nextProjection = clock.now
        killSwitch = KillSwitch(table)
        if restored.halts.all.contains(where: { $0.cause == .killSwitch }) { killSwitch.resumePull() }
        watches = LiveWatches(plan, after: restored.halts, speedUp: surroundings.clock.speedUp, at: clock.now)
        machine = surroundings.machine
        brokerClock = surroundings.brokerClock
        signals = surroundings.signals
        sounds = plan.notifications.isAudible ? surroundings.sounds : nil
        nextLook = clock.now
        journal = start.journal
        let venueGateway = surroundings.venue.map {
            VenueGateway(table, $0, clock: surroundings.clock, wakeup: inbox.wakeup)
        }
        self.venueGateway = venueGateway
        let outside: (any OrderGateway)? = surroundings.answers ?? venueGateway
        hasBroker = outside != nil
        var random = SystemRandomNumberGenerator()
        let seed = surroundings.orderSeed ?? random.next()
        let made = JournaledRun(plan.trading, outside: outside, record: restored.record, orderSeed: seed)
        run = made.run
        gateway = made.gateway
        feed = LiveFeed(plan.trading.codes)
        gate = MarketGate(table.count, bookAge: plan.system.bookAge)
        run.state.restore(restored, at: clock.now)
        trace?.begin(
            TraceStart(
                at: clock.now,
                orderSeed: seed,
                checkpoint: run.state.checkpoint(at: clock.now, plan.system.mode, record: 0),
                codes: plan.trading.instruments.map { $0.facts.id.secid },
                hasBroker: outside != nil,
                hasSource: surroundings.source != nil
            )
        )
        // What the process before could not take away any more.
        if restored.halts.level == .stopped { run.state.execution.cancelAll(at: clock.now) }
        guard surroundings.projection != nil else { return }
        run.trips = TripBook(
            table,
            kept: trips,
            restored.ledger.positions,
            gains: restored.riskState.tripGains,
            at: clock.now
        )
    }

    // MARK: Running

    /// Trades until it is cancelled, then takes its resting orders away and writes a checkpoint.
    ///
    /// - Throws: `JournalError`, after which nothing may be sent; `CancellationError`.
    package func run() async throws {
        // Of its own: it must go on while the engine comes to its end.
        let calls = venueGateway.map { calls in Task { await calls.run() } }
        let comparisons = Task { try await self.comparePositions() }
        let ticks = Task { [inbox, clock] in try await inbox.wakeup.call(every: Self.tick, of: clock) }
        defer {
            refuseAsks()
            ticks.cancel()
            comparisons.cancel()
            for question in questions.values { question.cancel() }
            calls?.cancel()
        }
        let wakeup = inbox.wakeup
        while !Task.isCancelled {
            let seen = wakeup.count
            try await step()
            await wakeup.wait(after: seen)
        }
        try await Task { try await self.end() }.value
        throw CancellationError()
    }

    /// How often what happens by the clock alone is looked at.
    private static let tick = Duration.milliseconds(250)

    /// Looks once at everything that has come, and at what is due.
    ///
    /// - Throws: `JournalError`, after which nothing may be sent.
    package func step() async throws {
        defer { clock.release() }
        while !words.isEmpty { try await handle(words.removeFirst()) }
        for event in inbox.takeAll() { try await handle(event) }
        for ask in takeAsks() {
            do {
                ask.handOver.resume(returning: try await handle(ask))
            } catch {
                ask.handOver.resume(throwing: error)
                throw error
            }
        }
        clock.hold()
        for event in try heard(at: clock.now) { try await handle(event) }
        for event in try flagged(at: clock.now) { try await handle(event) }
        try await lookAround()
        let now = clock.now
        if checkpoints.isDue(at: now) { try saveCheckpoint() }
        report(at: now)
        snapshot(at: now)
        project(at: now)
    }

    /// Takes one event in, with what follows from it; it has one instant.
    func handle(_ event: LiveEvent) async throws {
        clock.hold()
        trace?.note(.event(event), at: clock.now)
        try take(event)
        try await settle()
        while let halt = pendingHalts.first {
            pendingHalts.removeFirst()
            try await handle(.halted(halt))
        }
    }

    private func handle(_ ask: Ask) async throws -> Answer {
        clock.hold()
        if let trace, let item = traced(ask) { trace.note(.ask(item), at: clock.now) }
        let outcome = answer(ask.request, by: ask.who, at: clock.now)
        try await settle()
        return outcome
    }

    /// Looks at what is due by the clock.
    func lookAround() async throws {
        clock.hold()
        let now = clock.now
        trace?.note(.look, at: now)
        if hasBroker { run.poll(at: now) }
        try look(at: now)
        try cutBack(at: now)
        if !reductions.isEmpty { proceed(at: now) }
        if killSwitch.isPulled { killSwitch.proceed(run.state.execution, at: now) }
        try await settle()
        guard let trace, now >= nextFigures else { return }
        nextFigures = now + Self.figuresInterval
        trace.note(.figures(figures), at: now)
    }

    private static let figuresInterval = Duration.minutes(1)

    /// Journals what happened, sends what was decided, and books what has been reported, until there is nothing new.
    func settle() async throws {
        repeat {
            if gateway.hasReports { run.poll(at: clock.now) }
            let written = try await gateway.flush(to: journal, at: clock.now)
            if let trace, !written.isEmpty { trace.note(.written(written), at: clock.now) }
            for record in written { try note(record) }
        } while gateway.hasReports
    }

    /// Cancels what rests, waits for the last reports, and leaves a checkpoint; positions stay.
    package func end() async throws {
        refuseAsks()
        let system = SystemClock()
        let deadline = system.now + Self.longestEnd
        defer { clock.release() }
        try await beginEnd()
        while hasBroker, run.state.execution.ledger.openCount > 0, system.now < deadline {
            try await system.sleep(for: .milliseconds(20))
            try await pollAtEnd()
        }
        // On paper the rest of the orders ends with the process; the next start says so in the journal.
        try saveCheckpoint()
        (results.next, copies.next) = (clock.now, clock.now)
        report(at: clock.now)
        snapshot(at: clock.now)
        await copies.task?.value
        nextProjection = clock.now
        project(at: clock.now)
        await journal.close()
        await trace?.end()
    }

    /// Takes away what rests.
    func beginEnd() async throws {
        clock.hold()
        trace?.note(.end, at: clock.now)
        run.state.execution.cancelAll(at: clock.now)
        try await settle()
    }

    func pollAtEnd() async throws {
        clock.hold()
        trace?.note(.lastPoll, at: clock.now)
        run.poll(at: clock.now)
        try await settle()
    }

    /// Within what a service may take to stop.
    private static let longestEnd = Duration.seconds(4)

    private func saveCheckpoint() throws {
        let now = clock.now
        checkpoints.wait(from: now)
        guard gateway.isSettled else { return }
        try checkpoints.save(run.state.checkpoint(at: now, plan.system.mode, record: gateway.record), clearing: journal)
        ownCounts.checkpoints += 1
    }

    // MARK: Events

    private func take(_ event: LiveEvent) throws {
        let now = clock.now
        switch event {
        case .book(let slot, let book, let time):
            guard gate.accepts(slot) else { return }
            guard gate.isSound(book, time, at: now) else {
                ownCounts.unsoundBooks += 1
                return
            }
            ownCounts.books += 1
            if let change = watches.heartbeat.beat(at: now) { take(change, at: now) }
            run.process(feed.take(book, of: slot, at: now), of: &feed)
            try checkTimes(at: now)
            try checkLiquidity(of: slot, book, at: now)
        case .trade(let slot, let side, let price, let lots):
            guard gate.accepts(slot) else { return }
            ownCounts.trades += 1
            run.process(feed.take(tradeOf: slot, side, price, lots, at: now), of: &feed)
        case .status(let slot, let isOpen):
            gate.set(isOpen, slot)
            run.setOpen(isOpen, slot, at: now)
        case .marketOpened:
            noteOpening(at: now)
            askForMissed(at: now)
        case .marketLost(let why):
            ownCounts.lostStreams += 1
            lastLoss = why
            lostAt = now
            log.warning("Market data is lost", ["why": why])
            run.lostFeed(at: now)
        case .channelChanged(let change): try take(change, at: now)
        case .backfilled(let slot, let gap, let backfill):
            ownCounts.missedTrades += run.backfill(slot, gap: gap, backfill)
        case .order(let id): ask(id, at: now)
        case .ordersOpened:
            askForWorking(at: now)
        case .halted(let halt): raise(halt)
        case .resumed(.killSwitch, _) where killSwitch.isPulled:
            log.warning("The kill switch still closes positions: it cannot be resumed yet")
        case .resumed(let cause, let who): resume(cause, who: who, at: now)
        case .flattened(let who, let why): pullKillSwitch(by: who, why, at: now)
        case .compared(let held): compare(held)
        }
    }
}
