import Market
import Platform

extension BacktestPlan {
    /// Section `session`: nil where it is not there or not enabled.
    static func session(_ node: ConfigNode?, _ reader: inout PlanReader) -> StrategyHours? {
        guard let node else { return nil }
        reader.refuse(
            node,
            "session",
            allowing: [
                "enabled", "start_time", "end_time", "pre_open_minutes", "post_close_minutes", "allowed_weekdays",
            ]
        )
        var window = StrategyHours()
        window.start = reader.value(node, "session.start_time", default: window.start, allowed: "HH:MM, Moscow time") {
            TimeOfDay($0)
        }
        window.end = reader.value(node, "session.end_time", default: window.end, allowed: "HH:MM, Moscow time") {
            TimeOfDay($0)
        }
        window.openingMinutes = reader.integer(node, "session.pre_open_minutes", default: 5, in: 0...720)
        window.closingMinutes = reader.integer(node, "session.post_close_minutes", default: 5, in: 0...720)
        if let days = node["allowed_weekdays"] {
            if let weekdays = weekdays(days) {
                window.weekdays = weekdays
            } else {
                reader.report(
                    "session.allowed_weekdays",
                    at: days.position,
                    "must be a list of days, 0 for Monday to 6 for Sunday, such as [0, 1, 2, 3, 4]"
                )
            }
        }
        if !window.isPossible {
            reader.report("session", at: node.position, "leaves no time to trade between its beginning and its end")
        }
        return flag(node, "session.enabled", default: false, &reader) ? window : nil
    }

    private static func weekdays(_ node: ConfigNode) -> Set<Int>? {
        guard case .sequence(let items) = node.content else { return nil }
        var days: Set<Int> = []
        for item in items {
            guard case .scalar(let text) = item.content, let day = Int(text), (0...6).contains(day) else { return nil }
            days.insert(day)
        }
        return days.isEmpty ? nil : days
    }
}
