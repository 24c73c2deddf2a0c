import Analytics

/// How much of the equity a strategy may risk by what it has shown: half of Kelly's fraction.
///
/// f = W − (1 − W)/R with W the share of won trades and R the mean win over the mean loss; a stop loses what is risked, so that f is a share
/// lost at the stop (Kelly 1956; R. Vince 1990).
package enum HalfKelly {
    /// - Parameters:
    ///   - results: what closed trades brought, fees taken off.
    ///   - least: fewer say nothing.
    /// - Returns: 0 where the strategy lost on the whole; nil where nothing limits it: too few trades, or none lost.
    package static func limit(_ results: [Double], least: Int) -> Double? {
        let outcomes = Outcomes(results)
        guard outcomes.wins + outcomes.losses >= least, outcomes.losses > 0 else { return nil }
        guard let won = outcomes.winRateOfDecided, let payoff = outcomes.payoff, payoff > 0 else { return 0 }
        return max(0, won - (1 - won) / payoff) / 2
    }
}
