package import Platform

/// What it would have brought to act on the likeliest class: a unit bought at 1, sold at −1, held to the end of the label.
///
/// Each row is a decision of its own; positions that overlap are all held. Unit: hundredths of a percent of the price.
package struct NetPayoff: Hashable, Sendable {
    package private(set) var trades = 0
    package private(set) var gross = 0.0
    package private(set) var net = 0.0
    /// The net result after each row.
    package private(set) var path: [Double] = []

    /// - Parameter decisions: Labels, one for each payoff.
    package init(_ decisions: [Int], _ payoffs: [TrainingSet.Payoff]) {
        precondition(decisions.count == payoffs.count, "each decision has what it brought")
        path.reserveCapacity(decisions.count)
        for (decision, payoff) in zip(decisions, payoffs) {
            if decision != 0 {
                trades += 1
                gross += Double(decision) * payoff.move
                net += Double(decision) * payoff.move - payoff.cost
            }
            path.append(net)
        }
    }

    package var json: JSON {
        [
            "trades": .int(Int64(trades)), "gross_bps": .double(gross), "net_bps": .double(net),
            "net_bps_per_trade": trades > 0 ? .double(net / Double(trades)) : .null,
        ]
    }
}
