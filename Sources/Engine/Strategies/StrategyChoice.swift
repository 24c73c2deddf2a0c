import Market

/// A strategy with its parameters, as a configuration chooses it.
package enum StrategyChoice: Hashable, Sendable {
    case imbalanceThreshold(depth: Int, enter: Double, exit: Double, lots: Int64)
    case twoSidedQuotes(distance: Int64, lots: Int64, mostLots: Int64)
    case averageCross(fast: Int, slow: Int, bar: Duration, lots: Int64)
    case ensemble(window: Int, confidence: Double, lots: Int64, fallback: HeuristicFallback.Options = .init())

    /// One for one instrument.
    package func made() -> any Strategy {
        switch self {
        case .imbalanceThreshold(let depth, let enter, let exit, let lots):
            ImbalanceThreshold(depth: depth, enter: enter, exit: exit, lots: LotScale.lots(lots))
        case .twoSidedQuotes(let distance, let lots, let mostLots):
            TwoSidedQuotes(distance: distance, lots: LotScale.lots(lots), mostLots: LotScale.lots(mostLots))
        case .averageCross(let fast, let slow, let bar, let lots):
            AverageCross(fast: fast, slow: slow, bar: bar, lots: LotScale.lots(lots))
        case .ensemble(let window, let confidence, let lots, let fallback):
            EnsembleRule(
                [OrderFlowScore(window: window)],
                SignalAggregation(weights: [1]),
                HeuristicFallback(fallback, window: window),
                confidence: confidence,
                lots: LotScale.lots(lots)
            )
        }
    }

    /// As the configuration names it.
    package var name: Name {
        switch self {
        case .imbalanceThreshold: .imbalanceThreshold
        case .twoSidedQuotes: .twoSidedQuotes
        case .averageCross: .averageCross
        case .ensemble: .ensemble
        }
    }

    package enum Name: String, CaseIterable, Sendable {
        case imbalanceThreshold = "imbalance_threshold"
        case twoSidedQuotes = "two_sided_quotes"
        case averageCross = "sma_cross"
        case ensemble
    }
}
