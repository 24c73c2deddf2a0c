package import Exchange
import Execution
import Market
package import Platform

/// What `mayak run` is to do: the plan of a backtest, and what only a running engine needs.
package struct LivePlan: Sendable {
    package var trading: BacktestPlan
    package var system = SystemOptions()
    package var override = ManualOverride.Options()
    package var heartbeat = FeedHeartbeat.Options()
    package var resources = ResourceWatch.Options()
    package var reporting = PerformanceFile.Options()
    package var recovery = SnapshotShelf.Options()
    package var recording = RecordingOptions()
    package var notifications = LiquidityWatch.Options()
    package var schedule = RiskSchedule.Options()
    package var flushing = FlushRhythm()
    /// Nil where there is but one way to the broker.
    package var connectivity: ChannelFailover.Options?

    /// Reads the configuration: the sections of a backtest, and `system`.
    ///
    /// Limits and recovery after silences are in force with their defaults even where the file says nothing of them.
    ///
    /// - Throws: ``ConfigurationError`` with every mistake, each with file and line.
    package init(configuration text: String, named file: String) throws(ConfigurationError) {
        let tree = try BacktestPlan.tree(text, named: file)
        var reader = PlanReader(file: file)
        let system = SystemOptions(tree["system"], &reader)
        let override = Self.override(tree["manual_override"], &reader)
        let reporting = Self.reporting(tree["reporting"], &reader)
        let recovery = Self.recovery(tree["disaster_recovery"], &reader)
        let recording = Self.recording(tree["recording"], &reader)
        let notifications = Self.notifications(tree["notifications"], &reader)
        let schedule = Self.schedule(tree["risk_schedule"], &reader)
        let flushing = Self.storage(tree["storage"], &reader)
        let connectivity = Self.connectivity(tree["connectivity"], &reader)
        let (heartbeat, resources) = Self.monitoring(tree["monitoring"], &reader)
        if tree["instruments"] == nil {
            reader.report("instruments", at: tree.position, "is missing: what is to be traded has to be named")
        }
        trading = try BacktestPlan(tree, &reader)
        self.system = system
        self.override = override
        self.heartbeat = heartbeat
        self.resources = resources
        self.reporting = reporting
        self.recovery = recovery
        self.recording = recording
        self.notifications = notifications
        self.schedule = schedule
        self.flushing = flushing
        self.connectivity = connectivity
        if trading.limits == nil { trading.limits = RiskLimits() }
        if trading.gap == nil { trading.gap = FeedGap.Options(silence: .seconds(60)) }
        if tree["execution"]?["refusal_pause_seconds"] == nil { trading.refusalPause = .seconds(30) }
        // The engine's clock is when it sees a thing: the way there is behind it.
        trading.latency = trading.latency.withoutFeed
    }
}
