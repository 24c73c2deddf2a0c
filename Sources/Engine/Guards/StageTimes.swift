import Market

/// A part of what the engine does between a book and an order; the seed's names.
package enum DecisionStage: String, Hashable, Sendable, CaseIterable {
    /// Taking the book in, and what is under way with it.
    case features
    /// What the strategy wants, with its features and models.
    case ml
    /// Limits, stops and the orders that are left.
    case risk
}

/// How long the stages of the last decision took.
///
/// An object, since the run begins a decision and the orchestrator ends its stages; used on the engine's queue alone.
final class StageTimes {
    private let clock: any MarketClock
    private var last: Timestamp
    /// By stage, in the order of `DecisionStage.allCases`.
    private var spans: (Duration, Duration, Duration) = (.zero, .zero, .zero)

    init(_ clock: any MarketClock) {
        self.clock = clock
        last = clock.now
    }

    func begin() {
        last = clock.now
    }

    /// A stage is over; the next one begins.
    func end(_ stage: DecisionStage) {
        let now = clock.now
        self[stage] = last.duration(to: now)
        last = now
    }

    private(set) subscript(stage: DecisionStage) -> Duration {
        get {
            switch stage {
            case .features: spans.0
            case .ml: spans.1
            case .risk: spans.2
            }
        }
        set {
            switch stage {
            case .features: spans.0 = newValue
            case .ml: spans.1 = newValue
            case .risk: spans.2 = newValue
            }
        }
    }
}
