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
        self.connectivity = connectivity
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

    private static func reporting(_ node: ConfigNode?, _ reader: inout PlanReader) -> PerformanceFile.Options {
        var options = PerformanceFile.Options()
        guard let node else { return options }
        reader.refuse(
            node,
            "reporting",
            allowing: ["enabled", "interval_minutes", "report_path", "max_history_days"]
        )
        options.isEnabled = BacktestPlan.flag(node, "reporting.enabled", default: true, &reader)
        options.interval = BacktestPlan.seconds(
            reader.number(node, "reporting.interval_minutes", default: 60, in: 1...1_440) * 60
        )
        if let path = reader.text(node, "reporting.report_path"), !path.isEmpty { options.path = path }
        options.historyDays = reader.integer(node, "reporting.max_history_days", default: 14, in: 1...3_660)
        return options
    }

    private static func connectivity(_ node: ConfigNode?, _ reader: inout PlanReader) -> ChannelFailover.Options? {
        guard let node else { return nil }
        reader.refuse(
            node,
            "connectivity",
            allowing: ["channels", "failure_threshold", "recovery_message_count", "failover_latency_ms"]
        )
        guard let list = node["channels"] else {
            reader.report("connectivity.channels", at: node.position, "is missing: \(channelForm)")
            return nil
        }
        guard let entries = reader.entries(list, "connectivity.channels") else { return nil }
        let channels = entries.compactMap { entry -> ChannelFailover.Channel? in
            guard case .scalar(let interface) = entry.value.content, !interface.isEmpty else { return nil }
            return ChannelFailover.Channel(name: entry.key, interface: interface)
        }
        guard channels.count == 2, entries.count == 2 else {
            reader.report("connectivity.channels", at: list.position, "must be \(channelForm)")
            return nil
        }
        var options = ChannelFailover.Options(main: channels[0], reserve: channels[1])
        options.failureThreshold = reader.integer(node, "connectivity.failure_threshold", default: 1, in: 1...1_000)
        options.recoveryMessages = reader.integer(
            node,
            "connectivity.recovery_message_count",
            default: 20,
            in: 1...10_000
        )
        options.longestFailover = BacktestPlan.seconds(
            reader.number(node, "connectivity.failover_latency_ms", default: 150, in: 1...60_000) / 1_000
        )
        return options
    }

    private static let channelForm =
        "the main way out and the reserve, by the interface or address of each, such as {fiber: eth0, lte: wwan0}"
}
