import Execution
import Market
import Platform

/// The sections of a plan that say what the paper venue is like: fees, delays, the queue.
extension BacktestPlan {
    static func money(
        _ node: ConfigNode?,
        _ reader: inout PlanReader
    ) -> (capital: Money?, fees: FeeSchedule, mostOrders: Int?) {
        let usual = FeeSchedule(maker: FeeRate(basisPoints: usualCost), taker: FeeRate(basisPoints: usualCost))
        guard let node else { return (nil, usual, nil) }
        reader.refuse(node, "backtest", allowing: ["capital", "max_orders"] + feeKeys)
        let capital = reader.optional(
            node,
            "backtest.capital",
            allowed: "a number above 0, to 1000000000000"
        ) { text in Double(text).flatMap { $0 > 0 && $0 <= 1e12 ? Money(units: $0) : nil } }
        let most = reader.integer(node, "backtest.max_orders", default: 0, in: 0...Int.max)
        return (capital, fees(node, &reader), most > 0 ? most : nil)
    }

    private static let feeKeys = ["cost_bps", "maker_bps", "sell_cost_bps", "sell_maker_bps", "per_lot"]

    /// Who waits pays what who takes does, and a sale what a purchase does, unless the section says otherwise.
    private static func fees(_ node: ConfigNode, _ reader: inout PlanReader) -> FeeSchedule {
        let taker = reader.number(node, "backtest.cost_bps", default: usualCost, in: -1_000...1_000)
        let maker = reader.number(node, "backtest.maker_bps", default: taker, in: -1_000...1_000)
        let saleTaker = reader.number(node, "backtest.sell_cost_bps", default: taker, in: -1_000...1_000)
        let saleMaker = reader.number(
            node,
            "backtest.sell_maker_bps",
            default: node["sell_cost_bps"] == nil || node["maker_bps"] != nil ? maker : saleTaker,
            in: -1_000...1_000
        )
        let perLot = Money(units: reader.number(node, "backtest.per_lot", default: 0, in: -1e6...1e6))
        let perPart = Money(attos: perLot.attos / Int128(LotScale.perLot))
        var fees = FeeSchedule(
            maker: FeeRate(basisPoints: maker, perLot: perPart),
            taker: FeeRate(basisPoints: taker, perLot: perPart)
        )
        fees.sellMaker = FeeRate(basisPoints: saleMaker, perLot: perPart)
        fees.sellTaker = FeeRate(basisPoints: saleTaker, perLot: perPart)
        return fees
    }

    /// The seed's: one basis point.
    private static let usualCost = 1.0

    static func latency(
        _ node: ConfigNode?,
        _ reader: inout PlanReader
    ) -> (model: LatencyModel, file: String?) {
        let node = node ?? ConfigNode(.mapping([]), at: .init(line: 1, column: 1))
        reader.refuse(node, "latency", allowing: ["feed_ms", "entry_ms", "response_ms", "file"])
        let file = reader.text(node, "latency.file").flatMap { $0.isEmpty ? nil : $0 }
        for key in ["entry_ms", "response_ms"] where file != nil && node[key] != nil {
            reader.report("latency.\(key)", at: node.position, "does not go with latency.file, which has these delays")
        }
        func span(_ key: String, _ usual: Double) -> Duration {
            .nanoseconds(Int64(reader.number(node, "latency.\(key)", default: usual, in: 0...3_600_000) * 1e6))
        }
        let model = LatencyModel.constant(
            feed: span("feed_ms", 1),
            entry: span("entry_ms", 5),
            response: span("response_ms", 5)
        )
        return (model, file)
    }

    static func queue(_ node: ConfigNode?, _ reader: inout PlanReader) -> QueueModel {
        guard let node else { return .conservative }
        reader.refuse(node, "queue", allowing: ["model", "power"])
        let power = reader.number(node, "queue.power", default: 3, in: 0.1...10)
        return reader.value(
            node,
            "queue.model",
            default: .conservative,
            allowed: "conservative, power, logarithm"
        ) { text in
            switch text {
            case "conservative": .conservative
            case "power": .power(power)
            case "logarithm": .logarithm
            default: nil
            }
        }
    }
}
