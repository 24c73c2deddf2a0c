package import Store

/// Planned against executed: how many runs of a ledger happened, and what became of the others.
package struct RunTally: Sendable {
    package let planned: Int
    package let executed: Int
    /// The others by outcome, in the order of `RunOutcome`; outcomes that did not occur are absent.
    package let rest: [(outcome: RunOutcome, count: Int)]

    package init(_ runs: [JobRun]) {
        planned = runs.count
        executed = runs.count { $0.outcome == .succeeded }
        rest = RunOutcome.allCases.filter { $0 != .succeeded }.compactMap { outcome in
            let count = runs.count { $0.outcome == outcome }
            return count > 0 ? (outcome, count) : nil
        }
    }

    /// `last 10 planned: 8 executed, 1 missed, 1 coalesced`.
    package var line: String {
        (["last \(planned) planned: \(executed) executed"] + rest.map { "\($0.count) \($0.outcome.rawValue)" })
            .joined(separator: ", ")
    }

}
