package import Execution
package import Market
import Platform

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
    /// A difference from the broker's clock that is told; default 2 s.
    package var clockSkew = Duration.seconds(2)
    /// Levels of a book that are followed; default 20.
    package var depth = 20
    /// `latency_thresholds`, `latency_violation_limit`: how long a decision may take.
    package var latency = LatencyWatch.Options()

    package init() {}

    init(_ node: ConfigNode?, _ reader: inout PlanReader) {
        guard let node else { return }
        reader.refuse(
            node,
            "system",
            allowing: [
                "mode", "live", "startup_time", "checkpoint_interval_seconds", "book_age_seconds", "depth",
                "clock_skew_seconds", "latency_thresholds", "latency_violation_limit",
            ]
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
        clockSkew = BacktestPlan.seconds(
            reader.number(node, "system.clock_skew_seconds", default: 2, in: 0.5...3_600)
        )
        depth = reader.value(node, "system.depth", default: 20, allowed: "1, 10, 20, 30, 40, 50") { text in
            Int(text).flatMap { [1, 10, 20, 30, 40, 50].contains($0) ? $0 : nil }
        }
        latency = Self.latency(node, &reader)
    }

    private static func latency(_ node: ConfigNode, _ reader: inout PlanReader) -> LatencyWatch.Options {
        var options = LatencyWatch.Options()
        options.mostViolations = reader.integer(node, "system.latency_violation_limit", default: 3, in: 1...10_000)
        guard let stages = node["latency_thresholds"] else { return options }
        let path = "system.latency_thresholds"
        reader.refuse(stages, path, allowing: DecisionStage.allCases.map(\.rawValue))
        for (stage, span) in options.thresholds {
            let fallback = Double(span.nanoseconds) / 1e6
            let limit = reader.number(stages, "\(path).\(stage.rawValue)", default: fallback, in: 0.001...60_000)
            options.thresholds[stage] = BacktestPlan.seconds(limit / 1_000)
        }
        return options
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
