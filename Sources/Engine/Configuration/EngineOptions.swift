package import Platform

/// Which plan the scheduler trades, the section `engine`.
package struct EngineOptions: ConfigurationSection {
    /// The plan, as `mayak run` takes it; default none, and then no engine is started.
    package var plan: String?
    /// Where orders go; default paper.
    package var sendsOrders = false
    /// The folder above those of journals and checkpoints, one for paper and one for each account.
    package var data = "runtime/engine"

    package init() {}

    package mutating func read(from reader: inout ConfigurationReader) {
        plan = reader.optionalText(
            "engine.plan",
            "ENGINE_PLAN",
            "The plan that the scheduler's engine trades, a file as `mayak run` takes it; without it there is no engine"
        )
        sendsOrders =
            reader.value(
                "engine.orders",
                "ENGINE_ORDERS",
                default: "paper",
                allowed: "paper, live",
                "Where its orders go; `live` is for real money and needs `system.mode: production` and `system.live: confirmed` in the plan"
            ) { ["paper": false, "live": true][$0] } ?? sendsOrders
        data = reader.text(
            "engine.data",
            "ENGINE_DATA",
            default: data,
            "Where its journals and checkpoints are kept, a folder for paper and one for each account"
        )
    }
}
