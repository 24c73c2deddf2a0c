import Market

/// What is watched beside the limits while an engine runs: whether data come, decisions are quick, machine and clock are well, and trading costs little.
struct LiveWatches {
    var heartbeat: FeedHeartbeat
    var latency: LatencyWatch
    var resources: ResourceWatch
    var clock: ClockWatch
    var liquidity: LiquidityWatch
    var schedule: RiskSchedule

    /// - Parameters:
    ///   - halts: those of the run before that are in force.
    ///   - speedUp: of the clock; a sandbox's runs faster than the way of an answer is measured.
    init(_ plan: LivePlan, after halts: Halts, speedUp: Double, at now: Timestamp) {
        heartbeat = FeedHeartbeat(plan.heartbeat, at: now)
        latency = LatencyWatch(plan.system.latency)
        let wasLoaded = halts.all.contains { $0.cause == .resources }
        resources = ResourceWatch(plan.resources, isExceeded: wasLoaded, at: now)
        clock = ClockWatch(limit: plan.system.clockSkew * speedUp)
        liquidity = LiquidityWatch(plan.notifications, instruments: plan.trading.instruments.count)
        schedule = RiskSchedule(plan.schedule, at: now)
    }
}
