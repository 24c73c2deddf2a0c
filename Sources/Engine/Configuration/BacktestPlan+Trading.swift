import Execution
import Market
import Platform

/// The sections of a plan that say how trading goes on: routes, stops, gaps, rotation, and a change of strategy.
extension BacktestPlan {
    /// What section `execution` says.
    struct OrderRules {
        var route: OrderRoute?
        var usesStops = false
        var allowsShort = true
        var refusalPause: Duration?
    }

    static func orders(_ node: ConfigNode?, _ reader: inout PlanReader) -> OrderRules {
        guard let node else { return OrderRules() }
        let keys = [
            "routing", "split_above", "market_percent", "max_slippage_bps", "protective_stops", "short",
            "refusal_pause_seconds",
        ]
        reader.refuse(node, "execution", allowing: keys)
        var route = OrderRoute()
        route.partsPerLot = LotScale.perLot
        route.splitAbove = LotScale.lots(
            Int64(reader.integer(node, "execution.split_above", default: 5, in: 0...1_000_000))
        )
        route.marketPercent = Int64(reader.integer(node, "execution.market_percent", default: 80, in: 0...100))
        route.maxSlippage = reader.number(node, "execution.max_slippage_bps", default: 5, in: 0...10_000)
        let isRouted = reader.value(node, "execution.routing", default: false, allowed: "market, seed") { text in
            ["market": false, "seed": true][text]
        }
        var rules = OrderRules()
        rules.route = isRouted ? route : nil
        rules.usesStops = flag(node, "execution.protective_stops", default: false, &reader)
        rules.allowsShort = flag(node, "execution.short", default: true, &reader)
        if node["refusal_pause_seconds"] != nil {
            rules.refusalPause = seconds(
                reader.number(node, "execution.refusal_pause_seconds", default: 0, in: 0...86_400)
            )
        }
        return rules
    }

    static func flag(_ node: ConfigNode, _ path: String, default fallback: Bool, _ reader: inout PlanReader) -> Bool {
        reader.value(node, path, default: fallback, allowed: "true, false") { text in
            ["true": true, "false": false][text]
        }
    }

    static func data(
        _ node: ConfigNode?,
        _ reader: inout PlanReader
    ) -> (gap: FeedGap.Options?, rotation: Rotation.Options?, index: SecID?) {
        guard let node else { return (nil, nil, nil) }
        let rotates = ["max_active", "monitor_pool", "rotation_seconds"]
        reader.refuse(
            node,
            "datafeed",
            allowing: ["gap_seconds", "recovery_messages", "volatility_index"] + rotates
        )
        var gap = FeedGap.Options(
            silence: seconds(reader.number(node, "datafeed.gap_seconds", default: 60, in: 0.001...86_400))
        )
        gap.recoveryBooks = reader.integer(node, "datafeed.recovery_messages", default: 20, in: 0...1_000_000)
        var rotation = Rotation.Options()
        rotation.mostActive = reader.integer(node, "datafeed.max_active", default: 15, in: 1...10_000)
        rotation.pool = reader.integer(
            node,
            "datafeed.monitor_pool",
            default: max(30, rotation.mostActive),
            in: rotation.mostActive...10_000
        )
        rotation.period = seconds(reader.number(node, "datafeed.rotation_seconds", default: 60, in: 0.001...86_400))
        let index = reader.optional(node, "datafeed.volatility_index", allowed: "a code, such as RVI") { SecID($0) }
        return (
            node["gap_seconds"] ?? node["recovery_messages"] == nil ? nil : gap,
            rotates.contains { node[$0] != nil } ? rotation : nil,
            index
        )
    }

    static func fallback(_ node: ConfigNode?, _ reader: inout PlanReader) -> HeuristicFallback.Options {
        var options = HeuristicFallback.Options()
        guard let node else { return options }
        let thresholds = ["imbalance_threshold", "volatility_threshold"]
        reader.refuse(
            node,
            "fallback",
            allowing: ["enabled", "max_signals_per_hour", "confidence", "window"] + thresholds
        )
        options.isEnabled = reader.value(node, "fallback.enabled", default: true, allowed: "true, false") { text in
            ["true": true, "false": false][text]
        }
        options.signalsPerHour = reader.integer(node, "fallback.max_signals_per_hour", default: 10, in: 1...10_000)
        options.imbalance = reader.number(node, "fallback.imbalance_threshold", default: 0.7, in: 0...1)
        options.volatility = reader.number(node, "fallback.volatility_threshold", default: 0.01, in: 0...1_000)
        options.confidence = reader.number(node, "fallback.confidence", default: 0.7, in: 0...1)
        if node["window"] != nil {
            options.window = reader.integer(node, "fallback.window", default: 20, in: 1...100_000)
        }
        return options
    }

    static func swap(
        _ node: ConfigNode?,
        _ fallback: HeuristicFallback.Options,
        _ reader: inout PlanReader
    ) -> StrategySwap? {
        guard let node else { return nil }
        reader.refuse(node, "swap", allowing: ["strategy", "after_books", "shadow_books"])
        let after = reader.integer(node, "swap.after_books", default: 0, in: 0...Int(Int32.max))
        let shadow = reader.integer(node, "swap.shadow_books", default: 100, in: 1...Int(Int32.max))
        guard let strategy = strategy(node, in: "swap", fallback, &reader) else { return nil }
        var swap = StrategySwap(strategy)
        swap.afterBooks = after
        swap.shadowBooks = shadow
        return swap
    }

    static func seconds(_ number: Double) -> Duration { .nanoseconds(Int64(number * 1e9)) }
}
