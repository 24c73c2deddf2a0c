import Engine
import Execution
import Market
import Platform

/// A backtest of lines that a test writes, in the ideal case unless it says otherwise.
enum BacktestRig {
    static let second = 1_000_000_000

    static func plan(_ configuration: String, isIdeal: Bool = true) throws -> BacktestPlan {
        var plan = try BacktestPlan(configuration: configuration, named: "c.yaml")
        if isIdeal {
            plan.latency = .none
            plan.fees = .none
            plan.fillsAtTouch = true
        }
        return plan
    }

    static func play(_ plan: BacktestPlan, _ lines: [String]) throws -> BacktestResult {
        var backtest = Backtest(plan, JSONLinesFeed(Array(lines.joined(separator: "\n").utf8), instruments: plan.codes))
        _ = try backtest.play()
        return backtest.result()
    }

    /// A book of one level a side, the ask one above the bid.
    static func book(_ time: Int, _ bid: Double, _ bids: Int, _ asks: Int, of code: String = "SBER") -> String {
        #"{"ts":\#(time),"secid":"\#(code)","bids":[[\#(bid),\#(bids)]],"asks":[[\#(bid + 1),\#(asks)]]}"#
    }
}
