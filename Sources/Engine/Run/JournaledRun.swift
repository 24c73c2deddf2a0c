import Execution
import Market

/// A run whose orders are in the journal before they leave.
struct JournaledRun {
    let run: EngineRun
    let gateway: JournaledGateway

    /// - Parameters:
    ///   - outside: where orders go; nil for the paper venue.
    ///   - record: of the journal, up to which everything is booked.
    ///   - orderSeed: from which the orders' names follow.
    init(_ plan: BacktestPlan, outside: (any OrderGateway)?, record: UInt64, orderSeed: UInt64) {
        var made: JournaledGateway?
        run = EngineRun(plan, keepsHistory: false, ids: OrderIDSequence(seed: orderSeed)) { paper, table in
            let gateway = JournaledGateway(outside ?? paper, table, writesAhead: outside != nil, record: record)
            made = gateway
            return gateway
        }
        guard let made else { preconditionFailure("a run makes its gateway at once") }
        gateway = made
    }
}
