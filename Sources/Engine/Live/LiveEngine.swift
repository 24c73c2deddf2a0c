package import Execution
package import Market
package import Platform
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
    let clock: any MarketClock
    let log: Log
    let run: EngineRun
    let gateway: JournaledGateway
    let journal: Journal
    private let venueGateway: VenueGateway?
    private let checkpoints: CheckpointFile
    private var feed: LiveFeed
    var gate: MarketGate
    private var nextCheckpoint: Timestamp
    /// The record of the journal up to which the last checkpoint of this process goes.
    private var lastCheckpoint: UInt64?
    let audit: AuditLog
    var killSwitch: KillSwitch
    /// What the broker held otherwise at the last comparison.
    var differences: [InstrumentSlot: Lots] = [:]
    var heartbeat: FeedHeartbeat
    var latency: LatencyWatch
    var resources: ResourceWatch
    var machine: MachineReadings
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
    var copies: FolderCopies
    var results: ResultsHistory
    /// The broker's; nil on paper.
    let account: String?
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
    ///   - venue: in parts of a lot (``PartsVenue``); nil on paper.
    ///   - source: who is asked for what was missed in a gap.
    ///   - account: the broker's, as it is shown.
    ///   - timer: by which the stages of a decision are measured; a replay's is its own clock.
    ///   - machine: whose processor and memory are watched.
    ///   - halts: a person's, in force before the first event.
    ///   - trips: positions that were open when they were followed last.
    /// - Throws: `JournalError`, `FileError` of the audit log, `CancellationError`.
    package static func open(
        plan: LivePlan,
        folder: String,
        venue: (any VenueConnection)?,
        source: (any BackfillSource)? = nil,
        inbox: LiveInbox,
        clock: any MarketClock,
        log: Log,
        timer: any MarketClock = SystemClock(),
        machine: MachineReadings = MachineReadings(),
        account: String? = nil,
        projection: EngineProjection? = nil,
        halts: Halts = Halts(),
        trips: [EngineTrip] = []
    ) async throws -> LiveEngine {
        var plan = plan
        plan.trading.notBefore = plan.system.start(at: clock.now)
        let table = InstrumentTable(plan.trading.instruments.map(\.facts))
        let limits = (plan.trading.limits ?? RiskLimits()).scaled(by: LotScale.perLot)
        let start = try await LiveStart(folder: folder, table, limits, venue: venue, clock: clock, log: log)
        if plan.override.isEnabled { try OperatorMailbox(besides: plan.override.path).clear() }
        let engine = LiveEngine(
            plan: plan,
            table: table,
            start: start,
            venue: venue,
            source: source,
            inbox: inbox,
            folder: folder,
            audit: try AuditLog("\(folder)/audit.log"),
            clock: clock,
            log: log,
            machine: machine,
            account: account,
            projection: projection,
            trips: trips
        )
        await engine.measure(by: timer)
        await engine.follow(halts)
        return engine
    }

    private init(
        plan: LivePlan,
        table: InstrumentTable,
        start: LiveStart,
        venue: (any VenueConnection)?,
        source: (any BackfillSource)?,
        inbox: LiveInbox,
        folder: String,
        audit: AuditLog,
        clock: any MarketClock,
        log: Log,
        machine: MachineReadings,
        account: String?,
        projection: EngineProjection?,
        trips: [EngineTrip]
    ) {
        let restored = start.restored
        self.plan = plan
        self.venue = venue
        self.source = source
        self.inbox = inbox
        checkpoints = CheckpointFile(folder: folder)
        copies = FolderCopies(plan.recovery, of: folder, at: clock.now)
        results = ResultsHistory(plan.reporting, in: folder, instruments: table.count, at: clock.now)
        self.audit = audit
        self.clock = clock
        self.log = log
        self.account = account
        self.projection = projection
        startedAt = clock.now
        nextProjection = clock.now
        killSwitch = KillSwitch(table)
        if restored.halts.all.contains(where: { $0.cause == .killSwitch }) { killSwitch.resumePull() }
        heartbeat = FeedHeartbeat(plan.heartbeat, at: clock.now)
        latency = LatencyWatch(plan.system.latency)
        let wasLoaded = restored.halts.all.contains { $0.cause == .resources }
        resources = ResourceWatch(plan.resources, isExceeded: wasLoaded, at: clock.now)
        self.machine = machine
        nextLook = clock.now
        journal = start.journal
        let venueGateway = venue.map { VenueGateway(table, $0, clock: clock, wakeup: inbox.wakeup) }
        self.venueGateway = venueGateway
        var random = SystemRandomNumberGenerator()
        var made: JournaledGateway?
        run = EngineRun(plan.trading, keepsHistory: false, ids: OrderIDSequence(seed: random.next())) {
            paper,
            table in
            let gateway = JournaledGateway(
                venueGateway ?? paper,
                table,
                writesAhead: venueGateway != nil,
                record: restored.record
            )
            made = gateway
            return gateway
        }
        guard let made else { preconditionFailure("a run makes its gateway at once") }
        gateway = made
        feed = LiveFeed(plan.trading.codes)
        gate = MarketGate(table.count, bookAge: plan.system.bookAge)
        nextCheckpoint = clock.now + plan.system.checkpointInterval
        run.state.restore(restored, at: clock.now)
        // What the process before could not take away any more.
        if restored.halts.level == .stopped { run.state.execution.cancelAll(at: clock.now) }
        guard projection != nil else { return }
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
        for event in inbox.takeAll() {
            try take(event)
            try await settle()
        }
        for ask in takeAsks() {
            let outcome = answer(ask.request, by: ask.who, at: clock.now)
            do {
                try await settle()
            } catch {
                ask.handOver.resume(throwing: error)
                throw error
            }
            ask.handOver.resume(returning: outcome)
        }
        if venueGateway != nil { run.poll(at: clock.now) }
        try look(at: clock.now)
        if !reductions.isEmpty { proceed(at: clock.now) }
        if killSwitch.isPulled { killSwitch.proceed(run.state.execution, at: clock.now) }
        try await settle()
        if clock.now >= nextCheckpoint { try saveCheckpoint() }
        report(at: clock.now)
        snapshot(at: clock.now)
        project(at: clock.now)
    }

    /// Journals what happened, sends what was decided, and books what has been reported, until there is nothing new.
    private func settle() async throws {
        repeat {
            if gateway.hasReports { run.poll(at: clock.now) }
            for record in try await gateway.flush(to: journal, at: clock.now) { try note(record) }
        } while gateway.hasReports
    }

    /// Cancels what rests, waits for the last reports, and leaves a checkpoint; positions stay.
    package func end() async throws {
        refuseAsks()
        let system = SystemClock()
        let deadline = system.now + Self.longestEnd
        run.state.execution.cancelAll(at: clock.now)
        try await settle()
        while venueGateway != nil, run.state.execution.ledger.openCount > 0, system.now < deadline {
            try await system.sleep(for: .milliseconds(20))
            run.poll(at: clock.now)
            try await settle()
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
    }

    /// Within what a service may take to stop.
    private static let longestEnd = Duration.seconds(4)

    private func saveCheckpoint() throws {
        let now = clock.now
        nextCheckpoint = now + plan.system.checkpointInterval
        guard gateway.isSettled else { return }
        let checkpoint = run.state.checkpoint(at: now, plan.system.mode, record: gateway.record)
        try checkpoints.save(checkpoint, partsPerLot: LotScale.perLot)
        // The emergency copy, which is the checkpoint before, still goes on from its own record.
        if let lastCheckpoint { try journal.removeFiles(before: lastCheckpoint + 1) }
        lastCheckpoint = checkpoint.record
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
            if let change = heartbeat.beat(at: now) { take(change, at: now) }
            run.process(feed.take(book, of: slot, at: now), of: &feed)
            try checkTimes(at: now)
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
        }
    }

    /// Their fills may have been told while nobody could hear it.
    func askForWorking(at now: Timestamp) {
        for order in run.state.execution.ledger.openOrders where order.status == .working { ask(order.id, at: now) }
    }

    private func ask(_ id: OrderID, at now: Timestamp) {
        guard venueGateway != nil, let order = run.state.execution.ledger.order(id), order.status != .sent else {
            return
        }
        gateway.ask(about: id, of: order.request.slot, at: now)
    }
}
