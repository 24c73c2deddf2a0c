import Market
import Platform

extension LivePlan {
    /// Section `recording`.
    static func recording(_ node: ConfigNode?, _ reader: inout PlanReader) -> RecordingOptions {
        var options = RecordingOptions()
        guard let node else { return options }
        reader.refuse(
            node,
            "recording",
            allowing: ["enabled", "path", "keep_days", "max_gigabytes", "sync_seconds"]
        )
        options.isEnabled = BacktestPlan.flag(node, "recording.enabled", default: true, &reader)
        if let path = reader.text(node, "recording.path"), !path.isEmpty { options.path = path }
        options.keptDays = reader.integer(node, "recording.keep_days", default: 7, in: 1...3_660)
        let gigabytes = reader.number(node, "recording.max_gigabytes", default: 10, in: 0.01...100_000)
        options.mostBytes = Int(gigabytes * 1e9)
        options.syncInterval = BacktestPlan.seconds(
            reader.number(node, "recording.sync_seconds", default: 5, in: 0.1...3_600)
        )
        return options
    }
}
