import Engine
import Execution
import Market
import Platform
import Store

/// An engine of a process of its own (`mayak run`), shown in the store as the scheduler's is: status, chat and page say what it does, and a person's
/// halts hold for it.
///
/// What else people ask for is the scheduler's to hand over, which has no way to this process: that is what `mayak override` is for. A trouble of the
/// store never stops the engine, which goes on unseen.
actor ShownEngine: Service {
    private let plan: LivePlan
    private let store: StateStore
    private let lock: InstanceLock
    private let projection: EngineProjection
    private let projector: EngineProjector
    private let clock: any MarketClock
    private let log: Log
    /// What the engine begins with.
    nonisolated let showing: LiveTrading.Showing
    private var engine: LiveEngine?

    /// - Returns: nil where nobody would look, or another engine is shown already; the log says which.
    /// - Throws: `DatabaseError`.
    init?(_ plan: LivePlan, _ settings: Settings, clock: any MarketClock, log: Log) async throws {
        let path = settings.general.storePath
        guard settings.engine.plan == nil else {
            log.info("Not shown: the store has the scheduler's engine (engine.plan)", ["store": path])
            return nil
        }
        guard FileBytes.exists(path) else {
            log.info("Not shown: there is no store; mayak scheduler makes it", ["store": path])
            return nil
        }
        do throws(InstanceLock.Failure) {
            lock = try InstanceLock("mayak run", on: path)
        } catch {
            log.warning("Not shown: another engine is", ["store": path, "error": "\(error)"])
            return nil
        }
        let store = try StateStore(path: path, clock: clock, log: log.named("store"))
        let projection = EngineProjection(after: try await store.engine.reading())
        self.plan = plan
        self.store = store
        self.projection = projection
        self.clock = clock
        self.log = log
        projector = EngineProjector(
            projection,
            engine: store.engine,
            batches: store.batches,
            clock: clock,
            log: log.named("projection")
        )
        showing = LiveTrading.Showing(
            projection: projection,
            batches: store.batches,
            halts: try await store.portfolio.halts(of: .engine),
            trips: try await store.engine.openTrips(),
            account: projection.latest?.account
        )
    }

    /// Before the services run.
    ///
    /// - Throws: `DatabaseError`.
    func begin(_ trading: LiveTrading) async throws {
        engine = trading.engine
        if showing.account != trading.account { try await store.leave(showing.trips, at: clock.now) }
    }

    func run() async throws {
        guard let engine else { return }
        let follower = EngineHaltFollower(store: store, engine: engine, known: showing.halts)
        do {
            try await runTogether([projector, follower])
        } catch let error as CancellationError {
            throw error
        } catch {
            log.error("The store cannot be written; the engine goes on unseen", ["error": "\(error)"])
            while true { try await clock.sleep(for: .hours(24)) }
        }
    }

    /// The engine's last word.
    func end(_ phase: EngineReading.Phase, _ detail: String = "") async {
        projection.put(plan.resting(phase, detail, after: projection.latest, at: clock.now), open: [])
        do {
            try await projector.step()
        } catch {
            log.warning("The engine's last word could not be stored", ["error": "\(error)"])
        }
        await close()
    }

    func close() async {
        await store.close()
        lock.release()
    }
}

/// Hands a person's halts in the store to a running engine, at the commit that wrote them.
struct EngineHaltFollower: Service {
    let store: StateStore
    let engine: LiveEngine
    /// What the engine knows already.
    let known: Halts

    func run() async throws {
        let loop = Wakeup()
        let commits = await store.changes.commits()
        try await commits.waking(loop) {
            try await withThrowingDiscardingTaskGroup { group in
                group.addTask { try await loop.call(every: commits.safetyNet, of: SystemClock()) }
                var followed = known
                while !Task.isCancelled {
                    let seen = loop.count
                    let halts = try await store.portfolio.halts(of: .engine)
                    if halts != followed {
                        await engine.follow(halts)
                        followed = halts
                    }
                    await loop.wait(after: seen)
                }
                throw CancellationError()
            }
        }
    }
}

extension StateStore {
    /// Positions of another account, or of paper, are followed no more: they stay as they were seen last.
    func leave(_ trips: [EngineTrip], at now: Timestamp) async throws {
        guard !trips.isEmpty else { return }
        var batch = StoreBatch()
        batch.engine.trips = trips.map { trip in
            var trip = trip
            trip.closedAt = now
            return trip
        }
        try await batches.commit(batch)
    }
}

extension LivePlan {
    /// What holds while no engine runs: halts and gains as they were, no order.
    func resting(
        _ phase: EngineReading.Phase,
        _ detail: String,
        after last: EngineReading?,
        at now: Timestamp
    ) -> EngineReading {
        var reading = EngineReading(
            phase,
            detail: phase == .stopped ? "" : detail,
            at: now,
            strategy: trading.strategy.name.rawValue,
            instruments: trading.instruments.map { $0.facts.id.secid.text }
        )
        guard let last else { return reading }
        reading.halts = last.halts
        reading.account = last.account
        if phase != .starting {
            reading.startedAt = last.startedAt
            reading.books = last.books
            reading.orderCount = last.orderCount
            reading.fillCount = last.fillCount
        }
        reading.dayGain = last.dayGain
        reading.totalGain = last.totalGain
        return reading
    }
}
