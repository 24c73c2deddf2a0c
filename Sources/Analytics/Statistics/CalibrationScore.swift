/// How well probabilities agree with what happened.
package enum CalibrationScore {
    /// Brier's score: the mean squared distance between probability and outcome; 0 is perfect.
    ///
    /// - Returns: Nil without values, or where their numbers differ.
    package static func brier(_ probabilities: [Double], _ outcomes: [Bool]) -> Double? {
        guard !probabilities.isEmpty, probabilities.count == outcomes.count else { return nil }
        let sum = zip(probabilities, outcomes).reduce(0) {
            let distance = $1.0 - ($1.1 ? 1 : 0)
            return $0 + distance * distance
        }
        return sum / Double(probabilities.count)
    }

    /// The expected calibration error: the mean distance between the mean probability and the share of outcomes in bins,
    /// weighted by how many values a bin holds.
    ///
    /// - Parameters:
    ///   - bins: At least 1.
    ///   - hasEqualMass: Bins of as many values each, in order of the probability; otherwise of equal widths over 0 to 1.
    /// - Returns: Nil without values, or where their numbers differ.
    package static func expectedError(
        _ probabilities: [Double],
        _ outcomes: [Bool],
        bins: Int,
        hasEqualMass: Bool = true
    ) -> Double? {
        guard !probabilities.isEmpty, probabilities.count == outcomes.count, bins > 0 else { return nil }
        let count = probabilities.count
        var sums = [(probability: Double, outcomes: Double)](repeating: (0, 0), count: bins)
        let order = hasEqualMass ? probabilities.indices.sorted { probabilities[$0] < probabilities[$1] } : []
        for place in 0..<count {
            let index = hasEqualMass ? order[place] : place
            let width = Int((probabilities[index] * Double(bins)).rounded(.up)) - 1
            let bin = hasEqualMass ? place * bins / count : min(max(width, 0), bins - 1)
            sums[bin].probability += probabilities[index]
            sums[bin].outcomes += outcomes[index] ? 1 : 0
        }
        return sums.reduce(0) { $0 + abs($1.probability - $1.outcomes) } / Double(count)
    }
}
