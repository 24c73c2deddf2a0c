import Glibc

/// Platt's calibration: probabilities from scores by P = 1 / (1 + e^(A·score + B)).
package struct PlattCalibration: Hashable, Sendable {
    package let slope: Double
    package let offset: Double

    package init(slope: Double, offset: Double) {
        self.slope = slope
        self.offset = offset
    }

    /// Fits A and B to scores and what happened, by Newton's method with backtracking.
    ///
    /// The targets are Platt's (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2). Fit on data later than the model's own.
    ///
    /// - Source: Lin, Lin, Weng, "A note on Platt's probabilistic outputs for support vector machines", 2007.
    /// - Returns: Nil without scores, or where their numbers differ.
    package init?(scores: [Double], outcomes: [Bool]) {
        guard !scores.isEmpty, scores.count == outcomes.count else { return nil }
        let positives = Double(outcomes.count { $0 })
        let negatives = Double(outcomes.count) - positives
        let targets = outcomes.map { $0 ? (positives + 1) / (positives + 2) : 1 / (negatives + 2) }
        // Scores of the size of 1 keep the equations well conditioned.
        let scale = max(scores.reduce(0) { max($0, abs($1)) }, 1e-300)
        let fit = Fit(scores: scores.map { $0 / scale }, targets: targets)
        let (slope, offset) = fit.minimum(from: (0, log((negatives + 1) / (positives + 1))))
        self.init(slope: slope / scale, offset: offset)
    }

    package func probability(_ score: Double) -> Double {
        let exponent = slope * score + offset
        return exponent >= 0 ? exp(-exponent) / (1 + exp(-exponent)) : 1 / (1 + exp(exponent))
    }

    /// The negative log-likelihood and its minimum.
    private struct Fit {
        let scores: [Double]
        let targets: [Double]

        func minimum(from start: (Double, Double)) -> (Double, Double) {
            var (slope, offset) = start
            var loss = loss(slope, offset)
            for _ in 0..<100 {
                let step = newtonStep(slope, offset)
                guard abs(step.gradient.0) > 1e-11 || abs(step.gradient.1) > 1e-11 else { break }
                var length = 1.0
                var hasMoved = false
                while length > 1e-12, !hasMoved {
                    let next = (slope + length * step.direction.0, offset + length * step.direction.1)
                    let nextLoss = self.loss(next.0, next.1)
                    if nextLoss < loss {
                        (slope, offset) = next
                        loss = nextLoss
                        hasMoved = true
                    }
                    length /= 2
                }
                if !hasMoved { break }
            }
            return (slope, offset)
        }

        private func loss(_ slope: Double, _ offset: Double) -> Double {
            zip(scores, targets).reduce(0) { sum, pair in
                let exponent = pair.0 * slope + offset
                // Without overflow on either side.
                return sum
                    + (exponent >= 0
                        ? pair.1 * exponent + log1p(exp(-exponent))
                        : (pair.1 - 1) * exponent + log1p(exp(exponent)))
            }
        }

        private func newtonStep(
            _ slope: Double,
            _ offset: Double
        ) -> (direction: (Double, Double), gradient: (Double, Double)) {
            let curve = PlattCalibration(slope: slope, offset: offset)
            // A little on the diagonal, for scores that are all the same.
            var (h11, h22, h21) = (1e-12, 1e-12, 0.0)
            var (g1, g2) = (0.0, 0.0)
            for (score, target) in zip(scores, targets) {
                let probability = curve.probability(score)
                let weight = probability * (1 - probability)
                h11 += score * score * weight
                h22 += weight
                h21 += score * weight
                g1 += score * (target - probability)
                g2 += target - probability
            }
            let determinant = h11 * h22 - h21 * h21
            return ((-(h22 * g1 - h21 * g2) / determinant, -(h11 * g2 - h21 * g1) / determinant), (g1, g2))
        }
    }
}
