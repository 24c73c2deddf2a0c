package import Execution
package import Market
package import Platform

/// What `mayak run` is to do: the plan of a backtest, and what only a running engine needs.
package struct LivePlan: Sendable {
    package var trading: BacktestPlan
    package var system = SystemOptions()
    package var override = ManualOverride.Options()
    package var heartbeat = FeedHeartbeat.Options()

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
        let heartbeat = Self.heartbeat(tree["monitoring"], &reader)
        if tree["instruments"] == nil {
            reader.report("instruments", at: tree.position, "is missing: what is to be traded has to be named")
        }
        trading = try BacktestPlan(tree, &reader)
        self.system = system
        self.override = override
        self.heartbeat = heartbeat
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

    private static func heartbeat(_ node: ConfigNode?, _ reader: inout PlanReader) -> FeedHeartbeat.Options {
        var options = FeedHeartbeat.Options()
        guard let node else { return options }
        reader.refuse(
            node,
            "monitoring",
            allowing: ["heartbeat_enabled", "heartbeat_interval_seconds", "heartbeat_miss_threshold"]
        )
        options.isEnabled = BacktestPlan.flag(node, "monitoring.heartbeat_enabled", default: true, &reader)
        options.interval = BacktestPlan.seconds(
            reader.number(node, "monitoring.heartbeat_interval_seconds", default: 5, in: 0.1...3_600)
        )
        options.mostMisses = reader.integer(node, "monitoring.heartbeat_miss_threshold", default: 3, in: 1...10_000)
        return options
    }
}

/// Section `system` of the seed: the mode, and what is kept over a restart.
package struct SystemOptions: Hashable, Sendable {
    /// Default `development`; `production` alone sends orders to a broker, and only where it was confirmed.
    package var mode = Checkpoint.Mode.development
    /// `live: confirmed`: a person has meant it.
    package var isLiveConfirmed = false
    /// The seed's planned start: on the day of the process's start nothing is sent before; default none.
    package var startupTime: TimeOfDay?
    /// Between two checkpoints; default 300 s.
    package var checkpointInterval = Duration.seconds(300)
    /// A book older than that is not traded on; default 5 s.
    package var bookAge = Duration.seconds(5)
    /// Levels of a book that are followed; default 20.
    package var depth = 20

    package init() {}

    init(_ node: ConfigNode?, _ reader: inout PlanReader) {
        guard let node else { return }
        reader.refuse(
            node,
            "system",
            allowing: ["mode", "live", "startup_time", "checkpoint_interval_seconds", "book_age_seconds", "depth"]
        )
        let modes = Checkpoint.Mode.allCases.map(\.rawValue).joined(separator: ", ")
        mode = reader.value(node, "system.mode", default: mode, allowed: modes) { Checkpoint.Mode(rawValue: $0) }
        isLiveConfirmed = reader.value(node, "system.live", default: false, allowed: "confirmed, no") { text in
            ["confirmed": true, "no": false][text]
        }
        let start = reader.value(node, "system.startup_time", default: "none", allowed: "HH:MM, HH:MM:SS or none") {
            text in
            text == "none" || TimeOfDay(text) != nil ? text : nil
        }
        startupTime = TimeOfDay(start)
        checkpointInterval = BacktestPlan.seconds(
            reader.number(node, "system.checkpoint_interval_seconds", default: 300, in: 1...86_400)
        )
        bookAge = BacktestPlan.seconds(
            reader.number(node, "system.book_age_seconds", default: 5, in: 0.1...3_600)
        )
        depth = reader.value(node, "system.depth", default: 20, allowed: "1, 10, 20, 30, 40, 50") { text in
            Int(text).flatMap { [1, 10, 20, 30, 40, 50].contains($0) ? $0 : nil }
        }
    }

    /// Until when a process that starts now sends nothing; nil where that is over, or not planned.
    func start(at now: Timestamp) -> Timestamp? {
        guard let startupTime else { return nil }
        let start = MoscowTime.instant(MoscowTime.date(of: now), startupTime)
        return start > now ? start : nil
    }

    /// What is missing for orders for real money; nil where nothing is.
    package var liveProblem: String? {
        var missing: [String] = []
        if mode != .production { missing.append("system.mode: production") }
        if !isLiveConfirmed { missing.append("system.live: confirmed") }
        return missing.isEmpty ? nil : missing.joined(separator: " and ")
    }
}
