/// Which session of a market's day a job watches: `EQ1`, `FX2`.
package struct SessionMonitorID: Hashable, Sendable, CustomStringConvertible {
    package let market: AlgoPackSegment
    /// Its place among the day's sessions, from 1.
    package let number: Int

    package init(_ market: AlgoPackSegment, _ number: Int) {
        self.market = market
        self.number = number
    }

    /// Reads a job's id; nil for that of another kind of job.
    package init?(job: String) {
        let known = AlgoPackSegment.allCases.first { job.hasPrefix($0.rawValue) }
        guard let market = known, let number = Int(job.dropFirst(market.rawValue.count)), number > 0,
            "\(market)\(number)" == job
        else { return nil }
        self.init(market, number)
    }

    /// The job's id.
    package var description: String { "\(market)\(number)" }
}
