import Engine
import Exchange
import Execution
import Market
import Platform
import Scheduling
import Store

/// The trading engine inside the scheduler: started from its plan, started again when it ends by itself, and asked what people want of it.
///
/// Its market data, orders and journal are those of `mayak run`; its hot path is a queue of its own. A trouble of the engine never ends the
/// scheduler, which goes on to watch the feeds.
actor HostedEngine: Service, CommandHandler {
    private let plan: LivePlan
    private let options: EngineOptions
    private let broker: TInvestOptions
    private let store: StateStore
    private let projection: EngineProjection
    private let projector: EngineProjector
    private let clock: any MarketClock
    private let log: Log
    /// The one that runs; nil while none does.
    private var engine: LiveEngine?

    /// Reads the plan; nothing is asked of the broker yet.
    ///
    /// - Returns: nil where no engine is configured.
    /// - Throws: `ConfigurationError` of the plan; ``CommandFailure`` where orders for real money are not confirmed.
    init?(
        _ options: EngineOptions,
        broker: TInvestOptions,
        store: StateStore,
        clock: any MarketClock,
        log: Log
    ) async throws {
        guard let plan = try Self.plan(options) else { return nil }
        self.plan = plan
        self.options = options
        self.broker = broker
        self.store = store
        self.clock = clock
        self.log = log
        let projection = EngineProjection(after: try await store.engine.reading())
        self.projection = projection
        projector = EngineProjector(
            projection,
            engine: store.engine,
            batches: store.batches,
            clock: clock,
            log: log.named("projection")
        )
    }

    /// The plan that is configured, checked; nil where none is.
    static func plan(_ options: EngineOptions) throws -> LivePlan? {
        guard let file = options.plan else { return nil }
        let plan = try LivePlan(file: file, of: "engine.plan")
        if options.sendsOrders, let problem = plan.system.liveProblem {
            throw CommandFailure(
                .configuration,
                "engine.orders: live sends orders for real money and needs \(problem) in \(file)"
            )
        }
        return plan
    }

    // MARK: Running

    /// Trades until it is cancelled; then its resting orders are taken away, and what it was is written down.
    func run() async throws {
        do {
            try await runTogether([projector, EngineLoop { try await self.keepRunning() }])
        } catch {
            projection.put(reading(error is CancellationError ? .stopped : .failed, "\(error)"), open: [])
            do {
                // Of its own: this one may be cancelled.
                try await Task { [projector] in try await projector.step() }.value
            } catch {
                log.warning("The engine's last word could not be stored", ["error": "\(error)"])
            }
            throw error
        }
    }

    private func keepRunning() async throws {
        var wait = Self.shortestWait
        while true {
            let begun = clock.now
            do {
                try await runOnce()
            } catch let error as CancellationError {
                throw error
            } catch {
                guard !Task.isCancelled else { throw CancellationError() }
                let isHopeless = error is CommandFailure || error is ConfigurationError
                let detail = isHopeless ? "\(error); it is not started again before the scheduler is" : "\(error)"
                log.error("The engine has ended", ["error": "\(error)"])
                projection.put(reading(.failed, detail), open: try await store.engine.openTrips())
                // A person has to change something; until then there is nothing to try.
                if isHopeless { while true { try await clock.sleep(for: .hours(24)) } }
            }
            if begun.duration(to: clock.now) > Self.longestWait { wait = Self.shortestWait }
            try await clock.sleep(for: wait)
            wait = min(wait * 2, Self.longestWait)
        }
    }

    private static let shortestWait = Duration.seconds(5)
    private static let longestWait = Duration.minutes(5)

    private func runOnce() async throws {
        projection.put(reading(.starting), open: try await store.engine.openTrips())
        let halts = try await store.portfolio.halts(of: .engine)
        let known = projection.latest?.account
        let trips = try await store.engine.openTrips()
        let trading = try await LiveTrading(
            plan,
            file: options.plan ?? "",
            broker: broker,
            data: options.data,
            isLive: options.sendsOrders,
            clock: clock,
            log: log,
            showing: LiveTrading.Showing(
                projection: projection,
                batches: store.batches,
                halts: halts,
                trips: trips,
                account: known
            )
        )
        if known != trading.account { try await store.leave(trips, at: clock.now) }
        log.info(
            "Engine started",
            [
                "orders": trading.account.map { "LIVE, account \($0)" } ?? "on paper",
                "strategy": plan.trading.strategy.name.rawValue, "folder": trading.folder,
            ]
        )
        engine = trading.engine
        defer { engine = nil }
        let follower = Task { [store] in
            try await EngineHaltFollower(store: store, engine: trading.engine, known: halts).run()
        }
        defer { follower.cancel() }
        defer { trading.lock.release() }
        try await runTogether(trading.services)
    }

    private func reading(_ phase: EngineReading.Phase, _ detail: String = "") -> EngineReading {
        plan.resting(phase, detail, after: projection.latest, at: clock.now)
    }

    // MARK: What people want

    /// Has the engine do what a person wants; the scheduler has looked at their role already.
    func carryOut(_ request: EngineRequest, of record: CommandRecord) async throws -> CommandAnswer {
        guard record.postedAt.duration(to: clock.now) <= EngineRequest.longestWait * clock.speedUp else {
            return .refused(EngineRefusal.stale.rawValue)
        }
        guard let engine else { return .refused(EngineRefusal.notRunning.rawValue) }
        switch try await engine.carryOut(request, by: record.author) {
        case .done(let result): return .done(result)
        case .refused(let refusal): return .refused(refusal.rawValue)
        }
    }
}

/// What the engine's writer runs beside.
private struct EngineLoop: Service {
    let body: @Sendable () async throws -> Void

    func run() async throws { try await body() }
}
