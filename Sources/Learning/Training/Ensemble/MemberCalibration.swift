package import Analytics
import Glibc
package import Platform

/// Turns a member's probabilities into those that came true: Platt's curve on the logarithm of each class's odds, then shares of 1.
package struct MemberCalibration: Hashable, Sendable {
    /// One for two classes, of the greater; else one for each class.
    package let curves: [PlattCalibration]

    /// - Parameters:
    ///   - probabilities: A row for each outcome; none of them from a model that was fitted to it.
    ///   - labels: Places of classes.
    /// - Returns: Nil without rows.
    package init?(_ probabilities: [[Double]], labels: [Int], classCount: Int) {
        let classes = classCount == 2 ? [1] : Array(0..<classCount)
        var curves: [PlattCalibration] = []
        for label in classes {
            let scores = probabilities.map { Self.score($0[label]) }
            guard let curve = PlattCalibration(scores: scores, outcomes: labels.map { $0 == label }) else { return nil }
            curves.append(curve)
        }
        self.curves = curves
    }

    package func apply(_ probabilities: [Double]) -> [Double] {
        if curves.count == 1 {
            let share = curves[0].probability(Self.score(probabilities[1]))
            return [1 - share, share]
        }
        let shares = zip(curves, probabilities).map { $0.probability(Self.score($1)) }
        let sum = shares.reduce(0, +)
        return sum > 0 ? shares.map { $0 / sum } : probabilities
    }

    /// The logarithm of the odds; of certainty, a finite one.
    private static func score(_ probability: Double) -> Double {
        let share = min(max(probability, 1e-12), 1 - 1e-12)
        return log(share / (1 - share))
    }

    /// The curves p = 1/(1 + e^(a·s + b)) with s the logarithm of the odds.
    package var json: JSON {
        .array(curves.map { ["a": .double($0.slope), "b": .double($0.offset)] })
    }
}
