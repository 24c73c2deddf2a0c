import Exchange
import Market
import Platform

/// What only a running engine needs, section by section.
extension LivePlan {
    static func override(_ node: ConfigNode?, _ reader: inout PlanReader) -> ManualOverride.Options {
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

    static func monitoring(_ node: ConfigNode?, _ reader: inout PlanReader)
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

    static func reporting(_ node: ConfigNode?, _ reader: inout PlanReader) -> PerformanceFile.Options {
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

    static func notifications(_ node: ConfigNode?, _ reader: inout PlanReader) -> LiquidityWatch.Options {
        var options = LiquidityWatch.Options()
        guard let node else { return options }
        reader.refuse(
            node,
            "notifications",
            allowing: [
                "spread_alert_bps", "cooldown_seconds", "sound_enabled", "low_liquidity_frequency_hz",
                "high_risk_frequency_hz",
            ]
        )
        let widest = reader.number(node, "notifications.spread_alert_bps", default: 5, in: 0...10_000)
        options.widest = widest > 0 ? widest : nil
        options.cooldown = BacktestPlan.seconds(
            reader.number(node, "notifications.cooldown_seconds", default: 30, in: 0...86_400)
        )
        options.isAudible = BacktestPlan.flag(node, "notifications.sound_enabled", default: true, &reader)
        func tone(_ key: String, _ usual: Int) -> Tone {
            Tone(hertz: reader.integer(node, "notifications.\(key)_frequency_hz", default: usual, in: 20...10_000))
        }
        options.lowLiquidity = tone("low_liquidity", 1_500)
        options.highRisk = tone("high_risk", 2_500)
        return options
    }

    static func schedule(_ node: ConfigNode?, _ reader: inout PlanReader) -> RiskSchedule.Options {
        var options = RiskSchedule.Options()
        guard let node else { return options }
        reader.refuse(node, "risk_schedule", allowing: ["position_check_seconds", "hedging_seconds"])
        let check = reader.number(node, "risk_schedule.position_check_seconds", default: 10, in: 0...86_400)
        options.positionCheck = check > 0 ? BacktestPlan.seconds(check) : nil
        let hedging = reader.number(node, "risk_schedule.hedging_seconds", default: 0, in: 0...86_400)
        options.hedging = hedging > 0 ? BacktestPlan.seconds(hedging) : nil
        return options
    }

    static func storage(_ node: ConfigNode?, _ reader: inout PlanReader) -> FlushRhythm {
        var rhythm = FlushRhythm()
        guard let node else { return rhythm }
        reader.refuse(
            node,
            "storage",
            allowing: ["cache_flush_min_seconds", "cache_flush_max_seconds", "cache_target_buffer"]
        )
        let shortest = reader.number(node, "storage.cache_flush_min_seconds", default: 1, in: 0.1...3_600)
        rhythm.shortest = BacktestPlan.seconds(shortest)
        rhythm.longest = BacktestPlan.seconds(
            reader.number(node, "storage.cache_flush_max_seconds", default: max(5, shortest), in: shortest...3_600)
        )
        rhythm.target = reader.integer(node, "storage.cache_target_buffer", default: 50, in: 1...SignalQueue.longest)
        return rhythm
    }

    static func connectivity(_ node: ConfigNode?, _ reader: inout PlanReader) -> ChannelFailover.Options? {
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

    static func recovery(_ node: ConfigNode?, _ reader: inout PlanReader) -> SnapshotShelf.Options {
        var options = SnapshotShelf.Options()
        guard let node else { return options }
        reader.refuse(
            node,
            "disaster_recovery",
            allowing: ["enabled", "replication_path", "include_patterns", "interval_minutes", "max_snapshots"]
        )
        options.isEnabled = BacktestPlan.flag(node, "disaster_recovery.enabled", default: false, &reader)
        if let path = reader.text(node, "disaster_recovery.replication_path"), !path.isEmpty { options.path = path }
        if let list = node["include_patterns"] {
            if case .sequence(let items) = list.content, !items.isEmpty, items.count <= 100 {
                options.patterns = items.compactMap { if case .scalar(let text) = $0.content { text } else { nil } }
            } else {
                reader.report(
                    "disaster_recovery.include_patterns",
                    at: list.position,
                    "must be a list of patterns of names, such as ['*.json', '*.jsonl']"
                )
            }
        }
        options.interval = BacktestPlan.seconds(
            reader.number(node, "disaster_recovery.interval_minutes", default: 60, in: 1...10_080) * 60
        )
        options.mostSnapshots = reader.integer(node, "disaster_recovery.max_snapshots", default: 5, in: 1...1_000)
        return options
    }
}
