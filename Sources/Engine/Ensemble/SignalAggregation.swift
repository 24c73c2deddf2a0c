/// Makes one score of those that the members gave: their weighted mean, where enough of them could tell.
package struct SignalAggregation: Hashable, Sendable {
    /// Of the members in their order; they sum to 1.
    package let weights: ContiguousArray<Double>
    /// The least part of all weight whose members must have a score, 0 to 1.
    package let quorum: Double

    /// - Parameters:
    ///   - weights: of the members in their order, none negative or infinite, some above zero.
    ///   - floor: no member counts less than this part of the whole, 0 to 1 / members; whoever weighs more gives it up in proportion.
    package init(weights: some Collection<Double>, floor: Double = 0, quorum: Double = 0.5) {
        let total = weights.reduce(0, +)
        let count = Double(weights.count)
        precondition(weights.allSatisfy { $0 >= 0 } && total > 0 && total.isFinite, "weights are parts of a whole")
        precondition(floor >= 0 && floor * count <= 1, "floors are parts of a whole")
        self.quorum = quorum
        // What is left above the floors is shared as the weights say.
        self.weights = ContiguousArray(weights.map { floor + (1 - floor * count) * $0 / total })
    }

    /// The mean of the scores that are there, each member's weight in parts of theirs; nil below the quorum.
    ///
    /// - Parameter scores: one for each weight.
    package func score(of scores: borrowing ContiguousArray<Double?>) -> Double? {
        var sum = 0.0
        var present = 0.0
        for index in weights.indices {
            guard let score = scores[index] else { continue }
            sum += weights[index] * score
            present += weights[index]
        }
        // Weights that sum to 1 may miss it by a rounding.
        guard present > 0, present + 1e-12 >= quorum else { return nil }
        return sum / present
    }
}
