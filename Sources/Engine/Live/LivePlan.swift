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
        let (heartbeat, resources) = Self.monitoring(tree["monitoring"], &reader)
        if tree["instruments"] == nil {
            reader.report("instruments", at: tree.position, "is missing: what is to be traded has to be named")
        }
        trading = try BacktestPlan(tree, &reader)
        self.system = system
        self.override = override
        self.heartbeat = heartbeat
        self.resources = resources
        if trading.limits == nil { trading.limits = RiskLimits() }
        if trading.gap == nil { trading.gap = FeedGap.Options(silence: .seconds(60)) }
        if tree["execution"]?["refusal_pause_seconds"] == nil { trading.refusalPause = .seconds(30) }
        // The engine's clock is when it sees a thing: the way there is behind it.
        trading.latency = trading.latency.withoutFeed
    }

    private static func override(_ node: ConfigNode?, _ reader: inout PlanReader) -> ManualOverride.Options {
        var options = ManualOverride.Options()
        guard let node else { return options }
        reader.refuse(
            node,
            "manual_override",
            allowing: ["enabled", "flag_path", "poll_interval_seconds", "auto_resume_minutes"]
        )
        options.isEnabled = BacktestPlan.flag(node, "manual_override.enabled", default: true, &reader)
        if let path = reader.text(node, "manual_override.flag_path"), !path.isEmpty { options.path = path }
        options.pollInterval = BacktestPlan.seconds(
            reader.number(node, "manual_override.poll_interval_seconds", default: 1, in: 0.1...3_600)
        )
        if node["auto_resume_minutes"] != nil {
            let minutes = reader.number(node, "manual_override.auto_resume_minutes", default: 60, in: 0.1...525_600)
            options.autoResume = BacktestPlan.seconds(minutes * 60)
        }
        return options
    }

    private static func monitoring(_ node: ConfigNode?, _ reader: inout PlanReader)
        -> (FeedHeartbeat.Options, ResourceWatch.Options)
    {
        var heartbeat = FeedHeartbeat.Options()
        var resources = ResourceWatch.Options()
        guard let node else { return (heartbeat, resources) }
        let limits = MachineLoad.Resource.allCases.map { ($0, "\($0.rawValue)_soft_limit") }
        reader.refuse(
            node,
            "monitoring",
            allowing: ["heartbeat_enabled", "heartbeat_interval_seconds", "heartbeat_miss_threshold"]
                + limits.map(\.1) + ["resource_interval_seconds"]
        )
        heartbeat.isEnabled = BacktestPlan.flag(node, "monitoring.heartbeat_enabled", default: true, &reader)
        heartbeat.interval = BacktestPlan.seconds(
            reader.number(node, "monitoring.heartbeat_interval_seconds", default: 5, in: 0.1...3_600)
        )
        heartbeat.mostMisses = reader.integer(node, "monitoring.heartbeat_miss_threshold", default: 3, in: 1...10_000)
        for (resource, key) in limits {
            let limit = reader.number(node, "monitoring.\(key)", default: 90, in: 0...100)
            // At 100 there is nothing above it.
            resources.limits[resource] = limit < 100 ? limit : nil
        }
        resources.interval = BacktestPlan.seconds(
            reader.number(node, "monitoring.resource_interval_seconds", default: 5, in: 0.1...3_600)
        )
        return (heartbeat, resources)
    }
}
