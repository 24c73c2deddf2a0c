import Market

/// The seed's rule: members give a score, and what they come to together decides where it is confident enough.
///
/// Here with one member, ``OrderFlowScore``; where none can tell, ``HeuristicFallback`` may. A ready `signal` of the file overrides them, as in
/// the seed. Where the seed buys on a score of zero and lets confidence gate nothing, here a score of zero and too little
/// confidence ask for nothing.
package struct EnsembleRule: Strategy {
    /// The least |score| that is acted on, 0 to 1.
    private let threshold: Double
    private let lots: Lots
    private var members: ContiguousArray<any EnsembleMember>
    private let aggregation: SignalAggregation
    private var heuristic: HeuristicFallback
    /// By member; kept, so that a book allocates nothing.
    private var scores: ContiguousArray<Double?>
    private var tally = ConfidenceTally()

    init(
        _ members: some Collection<any EnsembleMember>,
        _ aggregation: SignalAggregation,
        _ heuristic: HeuristicFallback,
        confidence: Double,
        lots: Lots
    ) {
        precondition(members.count == aggregation.weights.count, "each member has its weight")
        self.members = ContiguousArray(members)
        self.aggregation = aggregation
        self.heuristic = heuristic
        threshold = confidence
        self.lots = lots
        scores = ContiguousArray(repeating: nil, count: members.count)
    }

    package var fallback: HeuristicFallback.Tally? { heuristic.tally }
    package var confidence: ConfidenceTally? { tally }

    package mutating func decide(_ view: MarketView) -> StrategyWish {
        for index in members.indices { scores[index] = members[index].score(view) }
        heuristic.observe(view.book)
        if let signal = view.signal { return .target(Lots(lots.count * Int64(signal))) }
        guard let score = score(view), score.magnitude >= threshold, score != 0 else { return .keep }
        tally.add(score.magnitude)
        return .target(Lots(score > 0 ? lots.count : -lots.count))
    }

    private mutating func score(_ view: MarketView) -> Double? {
        guard let score = aggregation.score(of: scores) else { return heuristic.signal(view) }
        heuristic.standDown()
        return score
    }
}
