/// Isotonic calibration: the rising step curve nearest to the outcomes, with straight lines between its points.
///
/// Below some thousand points it follows noise; ``PlattCalibration`` is the safer one there.
package struct IsotonicCalibration: Hashable, Sendable {
    /// Where the curve bends; scores rise, probabilities do not fall.
    package let points: [Point]

    package struct Point: Hashable, Sendable {
        package let score: Double
        package let probability: Double
    }

    /// Fits by pooling adjacent violators; equal scores are one point with their mean outcome.
    ///
    /// - Returns: Nil without scores, or where their numbers differ.
    package init?(scores: [Double], outcomes: [Double]) {
        guard !scores.isEmpty, scores.count == outcomes.count else { return nil }
        var pools: [Pool] = []
        for (score, outcome) in zip(scores, outcomes).sorted(by: { $0.0 < $1.0 }) {
            if let last = pools.last, last.high == score {
                pools[pools.count - 1].add(outcome)
            } else {
                pools.append(Pool(low: score, high: score, sum: outcome, weight: 1))
            }
        }
        var merged: [Pool] = []
        for var pool in pools {
            while let last = merged.last, last.mean >= pool.mean {
                pool = Pool(low: last.low, high: pool.high, sum: last.sum + pool.sum, weight: last.weight + pool.weight)
                merged.removeLast()
            }
            merged.append(pool)
        }
        points = merged.flatMap { pool in
            let first = Point(score: pool.low, probability: pool.mean)
            return pool.low == pool.high ? [first] : [first, Point(score: pool.high, probability: pool.mean)]
        }
    }

    /// Beyond the fitted scores the curve stays at its ends.
    package func probability(_ score: Double) -> Double {
        guard let next = points.firstIndex(where: { $0.score >= score }) else {
            return points[points.count - 1].probability
        }
        let right = points[next]
        guard next > 0, right.score > score else { return right.probability }
        let left = points[next - 1]
        let share = (score - left.score) / (right.score - left.score)
        return left.probability + (right.probability - left.probability) * share
    }

    private struct Pool {
        let low, high: Double
        var sum, weight: Double

        var mean: Double { sum / weight }

        mutating func add(_ outcome: Double) {
            sum += outcome
            weight += 1
        }
    }
}
