import Glibc

/// Weights of members, none negative, with a sum of 1, whose mixture of probabilities gives what happened the greatest likelihood.
///
/// The likelihood has one maximum, and each step of expectation and maximisation comes closer to it.
///
/// - Source: J. Geweke, G. Amisano, "Optimal prediction pools", 2011.
enum StackingWeights {
    /// Smaller weights are none.
    private static let least = 1e-3

    /// - Parameter shares: For each member the probability that it gave to what happened, row by row; none from a model that was
    ///   fitted to the row.
    static func fit(_ shares: [[Double]]) -> [Double] {
        let equal = [Double](repeating: 1 / Double(shares.count), count: shares.count)
        guard let rows = shares.first?.count, rows > 0, shares.count > 1 else { return equal }
        var weights = equal
        for _ in 0..<2_000 {
            var next = [Double](repeating: 0, count: shares.count)
            for row in 0..<rows {
                var sum = 0.0
                for member in shares.indices { sum += weights[member] * shares[member][row] }
                guard sum > 0 else { continue }
                for member in shares.indices { next[member] += weights[member] * shares[member][row] / sum }
            }
            let total = next.reduce(0, +)
            guard total > 0 else { return equal }
            let step = zip(next, weights).reduce(0) { max($0, abs($1.0 / total - $1.1)) }
            weights = next.map { $0 / total }
            if step < 1e-7 { break }
        }
        // What only comes closer to nothing is nothing.
        let kept = weights.map { $0 < Self.least ? 0 : $0 }
        let total = kept.reduce(0, +)
        return kept.map { $0 / total }
    }
}
