import Market

/// What the last cycle of each market saw, for causes that lie before all markets.
actor RecentCycles {
    private let clock: any MarketClock
    private let interval: Duration
    private var cycles: [AlgoPackSegment: (at: Timestamp, results: [FetchFailureRule.Result])] = [:]

    /// - Parameter interval: from one cycle of a market to the next.
    init(clock: any MarketClock, interval: Duration) {
        self.clock = clock
        self.interval = interval
    }

    /// Notes a cycle and gives what the other markets' saw, unless it is older than a cycle and a half: their session is over
    /// then.
    func others(_ results: [FetchFailureRule.Result], of market: AlgoPackSegment) -> [FetchFailureRule.Result] {
        let now = clock.now
        cycles[market] = (now, results)
        let oldest = now - interval * 3 / 2
        return AlgoPackSegment.allCases.filter { $0 != market }.flatMap { other in
            cycles[other].map { $0.at >= oldest ? $0.results : [] } ?? []
        }
    }
}
