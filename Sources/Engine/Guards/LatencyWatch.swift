package import Market

/// Whether the engine decides in time: `system.latency_thresholds` of the seed.
///
/// A stage that takes longer than it may is told; so many within a minute stop trading until a person has looked.
package struct LatencyWatch: Hashable, Sendable {
    package struct Options: Hashable, Sendable {
        /// Longest span of each stage, by default 12, 20 and 8 ms; one that is not there is not watched.
        package var thresholds: [DecisionStage: Duration] = [
            .features: .milliseconds(12), .ml: .milliseconds(20), .risk: .milliseconds(8),
        ]
        /// Default 3.
        package var mostViolations = 3

        package init() {}
    }

    package enum Change: Hashable, Sendable {
        /// A stage took so long.
        case slow(DecisionStage, Duration)
        /// So many within the window, the last of this stage.
        case tooOften(DecisionStage, Duration, count: Int)
    }

    /// Within which violations count together; of one alone nobody knows whether it comes again.
    package static let window = Duration.minutes(1)

    private let options: Options
    /// Of the latest violations, oldest first; never more than may be.
    private var violations: [Timestamp] = []

    package init(_ options: Options) {
        self.options = options
    }

    /// - Parameter took: how long a stage of the decision took.
    package mutating func check(_ stage: DecisionStage, took: Duration, at now: Timestamp) -> Change? {
        guard let threshold = options.thresholds[stage], took > threshold else { return nil }
        violations.removeAll { $0.duration(to: now) >= Self.window }
        violations.append(now)
        guard violations.count >= options.mostViolations else { return .slow(stage, took) }
        // Counted anew after a person has let it go on.
        defer { violations.removeAll() }
        return .tooOften(stage, took, count: violations.count)
    }
}
